// Compares xpost's count of texts with that of twitter-text 3.1.0.
//
//     node compare-count.mjs NODE_MODULES COUNT_PROGRAM [HOW_MANY] [SEED]
//
// Makes random texts near the rules for URLs, emoji and NFC, lets both sides weigh them, and
// prints the first differences.  The same seed makes the same texts.

import { spawnSync } from 'node:child_process';
import Module, { createRequire } from 'node:module';
import path from 'node:path';

const [modules, program, howMany = '120000', seed = '20210301'] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'x.js'));
// The package's own punycode 1.4.1, not the one that Node has of that name.
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolve(name === 'punycode' ? 'punycode/' : name, ...rest);
const twitter = require('twitter-text');
const tldsOf = (name) => {
  const source = require(`twitter-text/dist/regexp/${name}`).source;
  return source.slice(source.lastIndexOf('(?:', 6) + 3, source.indexOf(')')).split('|');
};
const tlds = [...tldsOf('validGTLD'), ...tldsOf('validCCTLD')];
const otherTlds = tlds.filter((tld) => /[^a-z]/.test(tld));

// ---- texts -----------------------------------------------------------------------------------

let state = Number(seed) >>> 0;
function random() { // mulberry32
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const maybe = (chance, make) => (random() < chance ? make() : '');
const times = (low, high, make) => Array.from({ length: low + below(high - low + 1) }, make).join('');
const point = (low, high) => String.fromCodePoint(low + below(high - low + 1));

const words = [
  'hello', 'the quick brown fox', 'file.py', 'README.md', 'e.g.', 'a', 'x', '3.14', 'No.1',
  'これは日本語です', 'テスト', '詳しくは', '。', '、', '「引用」', '中文', '我爱你', '世界', '中国', '한국', '안녕하세요', '트위터',
  'สวัสดีครับ', 'ไทย', 'น้ำ', 'السلام عليكم', 'مُحَمَّد', 'שלום', 'שָׁלוֹם', 'नमस्ते', 'भारत', 'वेबसाइट', 'Ελληνικά', 'Русский', 'рф', 'é', 'Å',
  'ﬁ', '豈', '\ufb2c', '\u0958', '\u0344', '\u2126', 'İ', 'ı', 'ſ', '\u212a', 'ß', '“quoted”', '–', '—', '…', '©', '™', '\u00ad', '\u1100\u1161\u11a8', '\u1100\u1161', '가\u11a8',
];
const marks = '\u0300\u0301\u0302\u0303\u0308\u030a\u0323\u0327\u0328\u0338\u0345\u05b0\u05b8\u05c1\u0591\u064b\u0651\u0e38\u0e48\u093c\u094d\u09be\u3099\u309a\u0344\u0f71\u0f72\u20d0'.split('');
const spaces = [' ', ' ', ' ', '\n', '\t', '\u00a0', '\u3000', '\u2009', '\u200b', '\u200e', '\u200f', '\u202a', '\u202c', '\u2066', '\u2069', '\u061c', '\u0085', '\u2028', '\u180e'];
const odd = ['\ufeff', '\ufffe', '\uffff', '\ufffd', '\u0001', '\u007f', '\u{1fffe}', '\u{e0001}', '\u{10ffff}', '\u{20000}', '\u{1d15e}', '\ue50a'];
const selectors = ['\ufe0f', '\ufe0f', '\ufe0e', '\u200d', '\u20e3'];
const skins = ['\u{1f3fb}', '\u{1f3fd}', '\u{1f3ff}'];
const bases = [...'👨👩👦👧🧑👮🏃🏄🏋🏌🕵🕴⛹🖐☝✌👯🤼🧞🧟🧙🤦🦸❤💋👁🗨🏳🏴🌈☠⚕⚖✈🍳💻🚀🦰🦱♀♂♟©®™‼☺☹❄⌚▶🅰🈚🈯🀄🃏😀🥰🥺🦻🫠🫶🧑➕⏩㊗㊙〰〽', ...'#*0159', '\u2139', '\u24c2', '\u2b50'];
const ready = ['👨‍👩‍👧‍👦', '👨‍👩‍👧', '👩‍❤️‍💋‍👨', '👩‍❤️‍👩', '👨‍👦‍👦', '🙋🏽‍♀️', '👨🏿‍🎤', '🏳️‍🌈', '🏴‍☠️', '👁‍🗨', '👁️‍🗨️', '1️⃣', '#⃣', '🇯🇵', '🇺🇳', '🇽🇽', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', '🏴\u{e0067}\u{e0062}\u{e0065}', '🕵️‍♂️', '🕵‍♂️', '🧑‍🚀', '🏳️‍⚧️', '🐻‍❄️', '👩🏽‍🤝‍👨🏿', '🧑🏻‍❤️‍🧑🏿'];
const regional = () => point(0x1f1e6, 0x1f1ff);
const emoji = () => pick([
  () => pick(ready), () => regional() + maybe(0.9, regional), () => pick(bases) + maybe(0.4, () => pick(selectors)),
  () => pick(bases) + maybe(0.5, () => pick(skins)) + maybe(0.7, () => '\u200d' + pick(bases) + maybe(0.7, () => pick(selectors))),
  () => times(1, 6, () => pick(random() < 0.5 ? bases : random() < 0.8 ? selectors : skins)),
  () => point(0x1f300, 0x1faff), () => point(0x2100, 0x2bff),
])();

const letters = () => pick([...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789']);
const labelPart = () => pick([
  () => times(1, 6, letters), () => times(1, 6, letters), () => pick(['www', 'example', 'twitter', 't', 'x', 'a', 'xn--ls8h', 'xn--', 'XN--p1ai', 'xn--あ']),
  () => pick(['日本語', 'あ', '中', '한국', 'пример', 'مثال', 'ไทย', 'é', 'ELPAÍS', 'ü', 'ß', 'ι', 'Ͼ', '☃', '😀', '❤️', '👩‍🚀', '"', '`', '\u0001', '。', '．', '｡', '\u200d', 'e\u0301', '\u1c81']),
  () => pick(['-', '_', '--', '-_', '__']),
])();
const long = () => pick([
  () => 'a'.repeat(60 + below(6)), () => times(10, 60, () => pick(['あ', 'い', '日', 'é', 'a', '1', '-', '😀', 'я', '한'])),
  () => times(20, 59, () => point(0x3041, 0x3090)), () => times(8, 20, () => point(0x1f600, 0x1f640)), () => times(40, 62, () => point(0xe0, 0xff)),
  () => times(25, 64, letters) + pick(['', '。', '日', '\u0002']),
])();
const label = () => (random() < 0.03 ? long() : times(1, random() < 0.7 ? 1 : 4, labelPart));
const cased = (text) => (random() < 0.15 ? (random() < 0.5 ? text.toUpperCase() : [...text].map((c) => (random() < 0.5 ? c.toUpperCase() : c)).join('')) : text);
const tld = () => cased(pick([
  () => pick(['com', 'org', 'jp', 'co', 'net', 'co.jp', 'uk', 'io']), () => pick(['com', 'co', 'jp']), () => pick(tlds), () => pick(otherTlds),
  () => pick(['c', 'comm', 'bz2', 'x', 'com-', 'com_', 'con', 'xn--p1ai', 'xn--a-b', 'xn--', 'みん', '嘉里大', 'भारतम']),
])());
const pathCharacters = [...'abcXYZ019', ...'!*\';:=+,.$/%#[]-–_~@|&', ...'ЖжéÿƀιͅΙÀ', '(', ')', '(', ')', '/', '.', ',', 'あ', '(a)', '(b(c)d)', '()', '((x))', '😀', '"', '\\', '^', '?', '\u1e9b', 'ſ', '\u2c65'];
const inPath = () => times(0, 12, () => pick(pathCharacters));
const urlPath = () => pick(['/', '/path', '/a/b.html', '/wiki/Primer_(film)', '/(', '/@user/', '/!', '/あ', '/Русские_слова']) + maybe(0.6, inPath);
const query = () => '?' + pick(['', 'a=1', 'a=b&c=d', '?', '#', '!!', 'x.']) + times(0, 8, () => pick([...'ab1!?*\'@();:&=+$/%#[]-_.,~|', 'é', 'あ', '"']));
const shortUrl = () => pick(['http://t.co/', 'https://t.co/', 'HTTP://T.CO/', 't.co/', 'http://t.co', 'http://x.t.co/', 'http://t.co:80/', 'https://t.co/?']) + pick([() => times(1, 12, letters), () => times(38, 43, letters), () => ''])() + maybe(0.4, () => pick(['?amp=1', '?', '?!', '/x', '-a', '.x', "'s", '(a)', 'é', '?a.b.', '!?x=1']));
const protocol = () => pick(['', '', '', 'http://', 'https://', 'http://', 'https://', 'HTTP://', 'hTtpS://', 'ftp://', 'http:/', 'http:///', 'http://http://', 'httpss://', '://', '//', 'ſttp://']);
const url = () => {
  if (random() < 0.1) return shortUrl();
  const domain = times(1, random() < 0.7 ? 2 : 6, () => label() + '.') + tld();
  return protocol() + domain + maybe(0.15, () => ':' + times(0, 5, () => pick([...'0123456789']))) + maybe(0.45, urlPath) + maybe(0.25, query);
};
const near = ['@', '＠', '#', '＃', '$', '-', '_', '.', '/', ':', '(', ')', '"', '\'', 'あ', '日本', 'é', '한', '😀', '😀😀', 'a', '1', ' ', ' ', '\n', '、', '。', '\u200e', '\u2066', ',', '!', '?', '', '', '', '', '', '<', '>', '&'];
const huge = () => pick([
  () => 'http://a.com/' + 'b'.repeat(4060 + below(40)), () => 'a.com/' + 'é'.repeat(4070 + below(30)), () => 'http://' + 'a.'.repeat(2030 + below(20)) + 'com',
  () => times(100, 400, () => pick(['a.', 'b日.', 'com.', 'c_d.'])) + pick(['com', 'x', 'みんな']), () => '😀.' + 'a.'.repeat(2035 + below(10)) + 'com',
])();
const alphabet = ['.', '.', '.', '-', '_', 'a', 'b', '日', '本', '😀', 'com', 'co', 'jp', 'みんな', '/', '/', '(', ')', '@', 'http://', 'https://', 't.co/', 'é', '?', '=', '1', '⃣', '\ufe0f', '\u200d', '。', ':', ':8', ' ', 'xn--', '👩', '♂', '\u0301', '!'];
const soup = () => times(1, 24, () => pick(alphabet));
const piece = () => pick([
  () => pick(near) + url() + pick(near), () => pick(near) + url() + pick(near), () => url(), soup, soup, emoji, emoji, () => times(1, 8, emoji),
  () => pick(words) + maybe(0.3, () => pick(spaces)), () => pick(words), () => pick([...'aeoAu', 'あ', 'か', 'は', 'ש', 'ب', '가', 'é', 'ậ']) + times(1, 5, () => pick(marks)),
  () => pick(['@', '#', '$', '＃', '＠']) + times(1, 8, letters) + maybe(0.3, () => '.' + tld()), () => pick(spaces), () => pick(near), () => maybe(0.1, () => pick(odd)),
  () => point(0x20, 0x24ff), () => point(0x2500, 0xd7ff), () => point(0xe000, 0xffff), () => point(0x10000, 0x1ffff),
])();
function mutated(text) {
  const parts = [...text];
  for (let n = below(4); n > 0 && parts.length; n--) {
    const at = below(parts.length);
    pick([
      () => parts.splice(at, 1), () => parts.splice(at, 0, pick(alphabet)), () => { parts[at] = pick(alphabet); },
      () => parts.splice(at, 0, ...parts.slice(below(parts.length)).slice(0, 6)), () => parts.splice(at, 0, pick(near)),
    ])();
  }
  return parts.join('');
}
function makeText() {
  const kind = random();
  if (kind < 0.002) return pick(near) + huge() + pick(near) + maybe(0.5, piece);
  if (kind < 0.25) return soup();
  const text = times(1, kind < 0.9 ? 6 : 40, () => piece() + maybe(0.3, () => ' '));
  return random() < 0.3 ? mutated(text) : text;
}

// ---- both sides ------------------------------------------------------------------------------

const bytes = (text, units) => {
  let end = units; // in the middle of a surrogate pair: before it
  if (end > 0 && end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff) end--;
  return Buffer.byteLength(text.slice(0, end));
};

// What twitter-text says, in the form that the program prints; null where it throws.
function expected(text) {
  const normal = text.normalize();
  let result, urls;
  try {
    result = twitter.parseTweet(text);
    urls = twitter.extractUrlsWithIndices(normal);
  } catch {
    twitter.extractUrlsWithIndices('.'); // resets what the exception has left behind
    return null;
  }
  // A text of nothing but blanks is not valid for X, though it is for the JavaScript.
  const blank = !/[^\0- ]/.test(text);
  const bad = /[\ufeff\ufffe\uffff]/.test(text);
  const line = { weight: result.weightedLength, valid: result.valid && !blank, urls: urls.length, bad };
  if (normal === text) {
    line.ranges = urls.map((u) => `${bytes(text, u.indices[0])}-${bytes(text, u.indices[0] + u.url.length)}`).join(' ');
    if (!bad) line.over = result.weightedLength > 280 ? bytes(text, result.validRangeEnd + 1) : Buffer.byteLength(text);
  }
  return line;
}

const texts = [];
while (texts.length < Number(howMany)) {
  const text = makeText().replaceAll('\0', '');
  if (text.isWellFormed()) texts.push(text);
}
const input = Buffer.concat(texts.flatMap((text) => {
  const body = Buffer.from(text);
  return [Buffer.from(`${body.length}\n`), body];
}));
const run = spawnSync(program, { input, maxBuffer: 1 << 30 });
if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`);
const lines = run.stdout.toString().split('\n');

let failed = 0, thrown = 0, found = 0, changed = 0, over = 0;
texts.forEach((text, at) => {
  const wanted = expected(text);
  if (!wanted) {
    thrown++;
    return;
  }
  const [weight, valid, bad, overAt, urls, ...ranges] = lines[at].split(' ');
  const got = { weight: Number(weight), valid: valid === '1', urls: Number(urls), bad: bad === '1' };
  if ('ranges' in wanted) got.ranges = ranges.join(' ');
  if ('over' in wanted) got.over = Number(overAt);
  found += wanted.urls;
  changed += !('ranges' in wanted);
  over += wanted.weight > 280;
  const wrong = Object.keys(wanted).filter((key) => wanted[key] !== got[key]);
  if (wrong.length === 0) return;
  failed++;
  if (failed <= 20) {
    console.log(`text ${at}: ${JSON.stringify(text.length > 400 ? `${text.slice(0, 400)}...` : text)}`);
    for (const key of wrong) console.log(`    ${key}: twitter-text ${wanted[key]}, xpost ${got[key]}`);
  }
});
console.log(`compared ${texts.length - thrown} texts with ${found} URLs, ${changed} of them not in NFC, ` +
  `${over} over the limit; twitter-text threw on ${thrown}`);
console.log(`${texts.length - thrown - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
