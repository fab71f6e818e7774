// How much sooner xpost counts ordinary texts than npm's twitter-text, in turn in the same run.
//
//     node count.mjs NODE_MODULES BENCH_PROGRAM [ROUNDS]
//
// BENCH_PROGRAM is made of count.c beside this file.  With ROUNDS it writes what each round took,
// as JSON; without, a table.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, program, rounds] = process.argv.slice(2);
const twitter = createRequire(path.resolve(modules, 'x.js'))('twitter-text');

const run = (...names) => spawnSync(program, names, { maxBuffer: 1 << 26 }).stdout;

// The least of some times 20 ms or one call, in microseconds a call: others use the machine too.
function timeOf(text, times) {
  let least = Infinity;
  for (; times > 0; times--) {
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

const texts = {};
for (const line of run('ordinary').toString().trim().split('\n')) {
  const [name, bytes] = line.split('\t');
  const text = run('print', name).toString();
  const all = texts[name] = { bytes: Number(bytes), theirs: [], ours: [], split: [] };
  for (let round = 0; round < (rounds || 8); round++) {
    all.theirs.push(timeOf(text, 5));
    all.ours.push(Number(run('time', name).toString()));
    if (rounds) {
      all.split.push(Number(run('split', name).toString()));
    }
  }
}

if (rounds) {
  console.log(JSON.stringify(texts));
} else {
  console.log(`${'text'.padEnd(28)} ${'bytes'.padStart(8)} ${'JS us'.padStart(10)} ${'C us'.padStart(9)} ${'ratio'.padStart(7)}`);
  for (const [name, all] of Object.entries(texts)) {
    const theirs = Math.min(...all.theirs), ours = Math.min(...all.ours);
    console.log(`${name.padEnd(28)} ${String(all.bytes).padStart(8)} ${theirs.toFixed(1).padStart(10)} ${ours.toFixed(2).padStart(9)} ${(theirs / ours).toFixed(0).padStart(6)}x`);
  }
}
