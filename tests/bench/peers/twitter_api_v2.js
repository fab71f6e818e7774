// Posts or uploads with npm's twitter-api-v2, on one kept connection.
//
//     node twitter_api_v2.js NODE_MODULES BASE_URL TOKEN post COUNT
//     node twitter_api_v2.js NODE_MODULES BASE_URL TOKEN upload FILE PART_BYTES

const fs = require('node:fs');
const https = require('node:https');
const path = require('node:path');

const [modules, base, token, what, ...rest] = process.argv.slice(2);
const { TwitterApi } = require(path.resolve(modules, 'twitter-api-v2'));

const client = new TwitterApi(token, { httpAgent: new https.Agent({ keepAlive: true }) }).v2;
client.setPrefix(`${base}/2/`);

async function post(count) {
  let last;
  for (let i = 1; i <= count; i++) {
    const text = `Measured, and posted by nobody, ${i} of ${count}`;
    const answers = last ? { reply: { in_reply_to_tweet_id: last } } : {};
    last = (await client.tweet({ text, ...answers })).data.id;
  }
}

async function upload(file, part) {
  await client.uploadMedia(fs.readFileSync(file), { media_type: 'video/mp4' }, Number(part));
}

(what === 'post' ? post(Number(rest[0])) : upload(...rest)).then(
  () => process.exit(0),
  (problem) => { console.error(problem); process.exit(1); },
);
