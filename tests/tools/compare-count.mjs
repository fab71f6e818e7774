// Compares xpost's count of texts with that of twitter-text 3.1.0.
//
//     node compare-count.mjs NODE_MODULES COUNT_PROGRAM [HOW_MANY] [SEED]
//
// Makes random texts near the rules for URLs, emoji and NFC, lets both sides weigh them, and
// prints the first differences.  Of every ten one is bytes that may not be UTF-8, which both
// must refuse, at the same byte.  The same seed makes the same texts.

import { spawnSync } from 'node:child_process';
import Module, { createRequire } from 'node:module';
import path from 'node:path';

const [modules, program, howMany = '120000', seed = '20210301'] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, 'x.js'));
// The package's own punycode 1.4.1, not the one that Node has of that name.
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => resolve(name === 'punycode' ? 'punycode/' : name, ...rest);
const twitter = require('twitter-text');
const punycode = require('punycode/');
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
// As long in punycode as is allowed, give or take two.
const brim = () => {
  const alphabets = ['あいうえお日本語漢字', 'яжд', 'éüßñ', '한국어', 'मानक', 'אבג', 'ไทย', '😀🚀', 'abc123', 'éaяあ한😀-'];
  const characters = [...pick(alphabets), ...maybe(0.5, () => pick(alphabets))];
  const wanted = 60 + below(6);
  let label = '';
  do label += pick(characters); while (label.length < 70 && punycode.toASCII(label).length < wanted);
  return label;
};
const long = () => pick([brim, brim,
  () => 'a'.repeat(60 + below(6)), () => times(10, 60, () => pick(['あ', 'い', '日', 'é', 'a', '1', '-', '😀', 'я', '한'])),
  () => times(20, 59, () => point(0x3041, 0x3090)), () => times(8, 20, () => point(0x1f600, 0x1f640)), () => times(40, 62, () => point(0xe0, 0xff)),
  () => times(25, 64, letters) + pick(['', '。', '日', '\u0002']),
])();
const label = () => (random() < 0.03 ? long() : times(1, random() < 0.7 ? 1 : 4, labelPart));
const cased = (text) => (random() < 0.15 ? (random() < 0.5 ? text.toUpperCase() : [...text].map((c) => (random() < 0.5 ? c.toUpperCase() : c)).join('')) : text);
const tld = () => cased(pick([
  () => pick(['com', 'org', 'jp', 'co', 'net', 'co.jp', 'uk', 'io']), () => pick(['com', 'co', 'jp']), () => pick(tlds), () => pick(otherTlds),
  () => pick(otherTlds).normalize('NFD'), () => { // scripts mixed
    const letters = [...pick(random() < 0.5 ? otherTlds : tlds)];
    letters.splice(below(letters.length + 1), below(2), pick([...'aoeосеΑкก日ー\u0301\u200d\u200e\ufe0f', pick(otherTlds)]));
    return letters.join('');
  },
  () => pick(['c', 'comm', 'bz2', 'x', 'com-', 'com_', 'con', 'xn--p1ai', 'xn--a-b', 'xn--', 'みん', '嘉里大', 'भारतम']),
])());
const pathCharacters = [...'abcXYZ019', ...'!*\';:=+,.$/%#[]-–_~@|&', ...'ЖжéÿƀιͅΙÀ', '(', ')', '(', ')', '/', '.', ',', 'あ', '(a)', '(b(c)d)', '()', '((x))', '😀', '"', '\\', '^', '?', '\u1e9b', 'ſ', '\u2c65'];
const brackets = (depth) => '(' + times(0, 3, () => (depth && random() < 0.4 ? brackets(depth - 1) : pick([...'ab1.,éЖ', '', 'あ']))) + (random() < 0.9 ? ')' : '');
const cyrillic = () => '/' + times(1, 12, () => point(0x0400, 0x04ff)) + pick(['', '/', '.', '_', '(я)', '-']);
const directional = () => point(0x2066, 0x2069);
const inPath = () => random() < 0.1 ? times(1, 3, () => brackets(3)) : random() < 0.1 ? cyrillic() : times(0, 12, () => pick(pathCharacters));
const urlPath = () => pick(['/', '/path', '/a/b.html', '/wiki/Primer_(film)', '/(', '/@user/', '/!', '/あ', '/Русские_слова']) + maybe(0.6, inPath);
const query = () => '?' + pick(['', 'a=1', 'a=b&c=d', '?', '#', '!!', 'x.']) + times(0, 8, () => pick([...'ab1!?*\'@();:&=+$/%#[]-_.,~|', 'é', 'あ', '"']));
const shortUrl = () => pick(['http://t.co/', 'https://t.co/', 'HTTP://T.CO/', 't.co/', 'http://t.co', 'http://x.t.co/', 'http://t.co:80/', 'https://t.co/?']) + pick([() => times(1, 12, letters), () => times(38, 43, letters), () => ''])() + maybe(0.4, () => pick(['?amp=1', '?', '?!', '/x', '-a', '.x', "'s", '(a)', 'é', '?a.b.', '!?x=1']));
const protocol = () => pick(['', '', '', 'http://', 'https://', 'http://', 'https://', 'HTTP://', 'hTtpS://', 'ftp://', 'http:/', 'http:///', 'http://http://', 'httpss://', '://', '//', 'ſttp://']);
const url = () => {
  if (random() < 0.1) return shortUrl();
  const domain = times(1, random() < 0.7 ? 2 : 6, () => label() + '.') + tld();
  return protocol() + domain + maybe(0.15, () => ':' + times(0, 5, () => pick([...'0123456789']))) + maybe(0.45, urlPath) + maybe(0.25, query);
};
// What NFC makes into something else, at or over the border of a URL.
const changing = ['\u212a', '\u212b', '\u2126', '\u037e', '\u0387', '\u1fef', '\u2000', '\u2001', '\u2329', '\u232a', '\u0340', '\u0343', '\u0374', '\uf900', '\ufa10', '\u1f71', '\u0338', '\u0301', '\u0327', '\u1161', '\u11a8', '\u3099', '\ufb2a', '\u2adc', '\u{1d15f}', '\u{2f800}', '\u{110ba}', '\u0b4b', '\u09be'];
const decomposed = (text) => text.normalize('NFD');
const bordered = () => {
  const parts = [...url()];
  for (let n = 1 + below(3); n > 0; n--) parts.splice(pick([0, parts.length, below(parts.length + 1)]), 0, pick(random() < 0.8 ? changing : [directional(), '\u200e', '\u200f', '\u202a', '\u202e', '\u061c']));
  return parts.join('');
};
const jamo = () => times(1, 5, () => pick([() => point(0x1100, 0x1112), () => point(0x1161, 0x1175), () => point(0x11a7, 0x11c2), () => point(0xac00, 0xd7a3), () => point(0x1100, 0x11ff), () => point(0xa960, 0xa97c), () => point(0xd7b0, 0xd7fb)])());
const tagged = () => pick(['🏴', '🏴', '🏳️', '😀']) + (random() < 0.5 ? [...pick(['gbeng', 'gbsct', 'gbwls', 'usca', 'gben'])].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('') : times(0, 6, () => point(0xe0020, 0xe007e))) + maybe(0.8, () => '\u{e007f}');
const control = () => pick([() => point(0x01, 0x1f), () => point(0x7f, 0x9f), () => pick(['\r\n', '\r', '\n\n', '\u2028', '\u2029', '\v', '\f'])])();
const beside = () => pick([() => emoji() + url(), () => url() + emoji(), () => url() + emoji() + url(), () => emoji() + pick(['.', '/', '@', '-', ':']) + url(), () => url() + pick(selectors), () => url() + '\u20e3'])();
const near = ['@', '＠', '#', '＃', '$', '-', '_', '.', '/', ':', '(', ')', '"', '\'', 'あ', '日本', 'é', '한', '😀', '😀😀', 'a', '1', ' ', ' ', '\n', '、', '。', '\u200e', '\u2066', ',', '!', '?', '', '', '', '', '', '<', '>', '&'];
const brink = () => { // about 4096 units of UTF-16, protocol or not
  const start = pick(['http://', 'https://', 'HTTPS://', '']) + pick(['a.com', 'é.com', 'a.みんな', 'A.B.CO.JP', 't.co']) + maybe(0.3, () => ':8080');
  const rest = pick([() => '/' + pick(['b', 'Ж', 'é', '(a)', 'b/', 'b.']).repeat(4096), () => '?' + pick(['q', 'q&', 'q.']).repeat(4096), () => '/b?' + 'q='.repeat(2048)])();
  return (start + rest).slice(0, 4080 + below(22));
};
const huge = () => pick([brink, brink,
  () => 'http://a.com/' + 'b'.repeat(4060 + below(40)), () => 'a.com/' + 'é'.repeat(4070 + below(30)), () => 'http://' + 'a.'.repeat(2030 + below(20)) + 'com',
  () => times(100, 400, () => pick(['a.', 'b日.', 'com.', 'c_d.'])) + pick(['com', 'x', 'みんな']), () => '😀.' + 'a.'.repeat(2035 + below(10)) + 'com',
])();
const alphabet = ['.', '.', '.', '-', '_', 'a', 'b', '日', '本', '😀', 'com', 'co', 'jp', 'みんな', '/', '/', '(', ')', '@', 'http://', 'https://', 't.co/', 'é', '?', '=', '1', '⃣', '\ufe0f', '\u200d', '。', ':', ':8', ' ', 'xn--', '👩', '♂', '\u0301', '!'];
const soup = () => times(1, 24, () => pick(alphabet));
const piece = () => pick([
  () => pick(near) + url() + pick(near), () => pick(near) + url() + pick(near), () => url(), bordered, beside, () => decomposed(url()), jamo, tagged, control, soup, soup, emoji, emoji, () => times(1, 8, emoji),
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
  if (random() < 0.05) return decomposed(text);
  return random() < 0.3 ? mutated(text) : text;
}
// Bytes near the rules for UTF-8: a text that is cut, or has bytes too many or other ones.
function makeBytes() {
  const edges = [[0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0x9f, 0xbf], [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xfe], [0x80], [0xbf], [0xef, 0xbf], [0xf0, 0x9f, 0x98], [0xe3], [0xef, 0xbb, 0xbf], [0]];
  const list = [...Buffer.from(makeText().slice(0, 400))];
  for (let n = below(4); n > 0; n--) {
    const at = below(list.length + 1);
    pick([
      () => list.splice(at, 1), () => list.splice(at), () => list.splice(at, 0, 0x80 + below(0x80)), () => list.splice(at, 0, ...pick(edges)),
      () => { if (at < list.length) list[at] = random() < 0.5 ? below(256) : list[at] ^ (1 << below(8)); },
    ])();
  }
  return Buffer.from(list);
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

// Marks and composed letters newer than xpost's tables, which are of Unicode 14; Node's are newer.
const newer = /[\u{897}\u{1acf}-\u{1add}\u{1ae0}-\u{1aeb}\u{105c9}\u{105e4}\u{10d69}-\u{10d6d}\u{10efa}-\u{10eff}\u{11383}\u{11385}\u{1138e}\u{11391}\u{113c5}-\u{113c8}\u{113ce}-\u{113d0}\u{11f41}\u{11f42}\u{16121}-\u{1612f}\u{16d68}-\u{16d6a}\u{1e08f}\u{1e4ec}-\u{1e4ef}\u{1e5ee}\u{1e5ef}\u{1e6e3}-\u{1e6f5}]/u;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Where the first byte is that is no text, NUL or not UTF-8; null if there is none.
function refusedAt(body) {
  const nul = body.indexOf(0);
  try {
    decoder.decode(body);
    return nul < 0 ? null : nul;
  } catch {
    const repaired = Buffer.from(body.toString());
    let at = 0;
    while (at < body.length && body[at] === repaired[at]) at++;
    while ((repaired[at] & 0xc0) === 0x80) at--;
    return nul < 0 ? at : Math.min(nul, at);
  }
}

const texts = [], bodies = [], refused = [];
while (texts.length < Number(howMany)) {
  const isBytes = texts.length % 10 === 9;
  const text = isBytes ? '' : makeText().replaceAll('\0', '');
  if (!text.isWellFormed() || newer.test(text.normalize())) continue;
  const body = isBytes ? makeBytes() : Buffer.from(text);
  const at = isBytes ? refusedAt(body) : null;
  bodies.push(body);
  refused.push(at);
  texts.push(isBytes && at === null ? decoder.decode(body) : text);
}

// A pipe at a time: 500,000 texts are too much for one.
const lines = [];
for (let at = 0; at < bodies.length; at += 50000) {
  const input = Buffer.concat(bodies.slice(at, at + 50000).flatMap((body) => [Buffer.from(`${body.length}\n`), body]));
  const run = spawnSync(program, { input, maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  lines.push(...run.stdout.toString().trimEnd().split('\n'));
}

let failed = 0, thrown = 0, found = 0, changed = 0, over = 0, broken = 0;
function tell(title, wrong) {
  failed++;
  if (failed > 20) return;
  console.log(title);
  for (const [key, theirs, ours] of wrong) console.log(`    ${key}: twitter-text ${theirs}, xpost ${ours}`);
}

texts.forEach((text, at) => {
  if (refused[at] !== null) {
    broken++;
    if (lines[at] !== `error ${refused[at]}`)
      tell(`bytes ${at}: ${bodies[at].toString('hex')}`, [['bytes', `error ${refused[at]}`, lines[at]]]);
    return;
  }
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
  if (wrong.length > 0)
    tell(`text ${at}: ${JSON.stringify(text.length > 400 ? `${text.slice(0, 400)}...` : text)}`, wrong.map((key) => [key, wanted[key], got[key]]));
});
console.log(`compared ${texts.length - thrown - broken} texts with ${found} URLs, ${changed} of them not in NFC, ` +
  `${over} over the limit; twitter-text threw on ${thrown}; ${broken} are no text`);
console.log(`${texts.length - thrown - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
