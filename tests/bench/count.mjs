// How much sooner xpost counts ordinary texts than npm's twitter-text, both in the same run.
//
//     node count.mjs NODE_MODULES BENCH_PROGRAM
//
// BENCH_PROGRAM is made of count.c beside this file.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, program] = process.argv.slice(2);
const twitter = createRequire(path.resolve(modules, 'x.js'))('twitter-text');

const run = (...names) => spawnSync(program, names, { maxBuffer: 1 << 26 }).stdout;

// The least of rounds of 20 ms or one call, in microseconds a call: others use the machine too.
function timeOf(text, rounds) {
  let least = Infinity;
  for (; rounds > 0; rounds--) {
    const begin = performance.now();
    let calls = 0;
    do {
      twitter.parseTweet(text);
      calls++;
    } while (performance.now() - begin < 20);
    least = Math.min(least, (performance.now() - begin) * 1000 / calls);
  }
  return least;
}

console.log(`${'text'.padEnd(28)} ${'bytes'.padStart(8)} ${'JS us'.padStart(10)} ${'C us'.padStart(9)} ${'ratio'.padStart(7)}`);
for (const line of run('ordinary').toString().trim().split('\n')) {
  const [name, bytes] = line.split('\t');
  const text = run('print', name).toString();
  let theirs = Infinity, ours = Infinity;
  for (let turn = 0; turn < 8; turn++) {
    theirs = Math.min(theirs, timeOf(text, 5));
    ours = Math.min(ours, Number(run('time', name).toString()));
  }
  console.log(`${name.padEnd(28)} ${bytes.padStart(8)} ${theirs.toFixed(1).padStart(10)} ${ours.toFixed(2).padStart(9)} ${(theirs / ours).toFixed(0).padStart(6)}x`);
}
