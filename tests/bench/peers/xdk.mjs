// Posts with X's own SDK, @xdevplatform/xdk; its fetch keeps connections by itself.
//
//     node xdk.mjs NODE_MODULES BASE_URL TOKEN COUNT

import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, baseUrl, accessToken, count] = process.argv.slice(2);
const { Client } = await import(createRequire(path.resolve(modules, 'x.js')).resolve('@xdevplatform/xdk'));

const client = new Client({ accessToken, baseUrl });
let last;
for (let i = 1; i <= Number(count); i++) {
  const text = `Measured, and posted by nobody, ${i} of ${count}`;
  const answers = last ? { reply: { in_reply_to_tweet_id: last } } : {};
  last = (await client.posts.create({ text, ...answers })).data.id;
}
process.exit(0);
