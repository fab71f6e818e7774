--- What xpost says, in Japanese: the one catalogue, for the C module (core) and the Lua files (lua).
--- Put in order by `make translations`, which also makes src/translate_ja.c from it.

return {
  core = {
    ["%d more files there have the like wrong with them."] =
      "ほかに %d 個のファイルにも同じような問題があります。",
    ["%lld d"] =
      "%lld 日",
    ["%lld d %lld h"] =
      "%lld 日 %lld 時間",
    ["%lld entries were removed, but not the rest. %s"] =
      "履歴の %lld 件を消しましたが、残りは消せませんでした。%s",
    ["%lld h"] =
      "%lld 時間",
    ["%lld h %lld min"] =
      "%lld 時間 %lld 分",
    ["%lld min"] =
      "%lld 分",
    ["%lld min %lld s"] =
      "%lld 分 %lld 秒",
    ["%lld s"] =
      "%lld 秒",
    ["%s (register exactly this at X, as a Callback URI of your app): port %u cannot be listened at: %s (error %d)."] =
      "%s (アプリの Callback URI として、このとおりに X に登録してください): ポート %u で待ち受けられません: %s (エラー %d)。",
    ["%s (register exactly this at X, as a Callback URI of your app): port %u cannot be listened at: %s (error %d). A login uses %s instead."] =
      "%s (アプリの Callback URI として、このとおりに X に登録してください): ポート %u で待ち受けられません: %s (エラー %d)。ログインには代わりに %s を使います。",
    ["%s (register exactly this at X, as a Callback URI of your app): port %u is free."] =
      "%s (アプリの Callback URI として、このとおりに X に登録してください): ポート %u は空いています。",
    ["%s (register exactly this at X, as a Callback URI of your app): port %u is in use: by another program, or by a login that is under way."] =
      "%s (アプリの Callback URI として、このとおりに X に登録してください): ポート %u は、ほかのプログラムか進行中のログインが使っています。",
    ["%s (register exactly this at X, as a Callback URI of your app): port %u is in use: by another program, or by a login that is under way. A login uses %s instead."] =
      "%s (アプリの Callback URI として、このとおりに X に登録してください): ポート %u は、ほかのプログラムか進行中のログインが使っています。ログインには代わりに %s を使います。",
    ["%s The file is %s."] =
      "%s ファイルは %s です。",
    ["%s and %zu more"] =
      "%s ほか %zu 件",
    ["%s answers (without TLS, as on this machine it may), after %lld ms."] =
      "%s は TLS なしで応答しました (%lld ms)。このマシンの中なので問題ありません。",
    ["%s answers over TLS, after %lld ms."] =
      "%s は TLS で応答しました (%lld ms)。",
    ["%s belongs to another user (number %lu). Run this as that user; only if it should be yours: sudo chown -R %lu %s"] =
      "%s は別のユーザー (番号 %lu) のものです。そのユーザーで実行してください。自分のものであるはずなら、次のコマンドで直せます: sudo chown -R %lu %s",
    ["%s cannot be attached: %s"] =
      "%s を添付できません: %s",
    ["%s cannot be examined: %s (error %d)."] =
      "%s を調べられません: %s (エラー %d)。",
    ["%s cannot be opened: %s (error %d)."] =
      "%s を開けません: %s (エラー %d)。",
    ["%s cannot be opened: permission denied. Mend it: chmod 600 %s"] =
      "%s を開く権限がありません。次のコマンドで直せます: chmod 600 %s",
    ["%s cannot be read: %s (error %d)."] =
      "%s を読めません: %s (エラー %d)。",
    ["%s cannot be used: %s (error %d)."] =
      "%s を使えません: %s (エラー %d)。",
    ["%s changed while it was read. Try again."] =
      "%s が読み込み中に変わりました。もう一度お試しください。",
    ["%s could not be found (name lookup failed). Check the network connection and try again."] =
      "%s が見つかりません (名前を解決できませんでした)。ネットワーク接続を確認して、もう一度お試しください。",
    ["%s could not be reached in time. Check the network connection and try again."] =
      "%s に時間内に接続できませんでした。ネットワーク接続を確認して、もう一度お試しください。",
    ["%s could not be reached. Check the network connection and try again."] =
      "%s に接続できません。ネットワーク接続を確認して、もう一度お試しください。",
    ["%s could not be reached: the proxy was not found. Check the network connection and try again."] =
      "%s に接続できません。プロキシが見つかりませんでした。ネットワーク接続を確認して、もう一度お試しください。",
    ["%s could not be saved: %s (error %d). Nothing in it was changed."] =
      "%s を保存できませんでした: %s (エラー %d)。内容は変わっていません。",
    ["%s did not answer in time. Check the network connection and try again."] =
      "%s から時間内に応答がありませんでした。ネットワーク接続を確認して、もう一度お試しください。",
    ["%s ended the connection without a full answer. Check the network connection and try again."] =
      "%s が応答の途中で接続を切りました。ネットワーク接続を確認して、もう一度お試しください。",
    ["%s has other names (hard links), through which others may reach it. Mend it: cd %s && cp -p %s %s.copy && mv %s.copy %s"] =
      "%s には別の名前 (ハードリンク) があり、そこからほかの人がアクセスできるおそれがあります。次のコマンドで直せます: cd %s && cp -p %s %s.copy && mv %s.copy %s",
    ["%s has other names (hard links), through which others may reach it. Remove those: find / -samefile %s"] =
      "%s には別の名前 (ハードリンク) があり、そこからほかの人がアクセスできるおそれがあります。次のコマンドで探して消してください: find / -samefile %s",
    ["%s has to be an id of 1 to 19 digits, as a string."] =
      "%s には、19 桁以内の数字の ID を文字列で指定してください。",
    ["%s holds more than %zu bytes, which is more than any post. Nothing was posted."] =
      "%s は %zu バイトを超えていて、どの投稿よりも大きいため、投稿していません。",
    ["%s is %.200s, but account '%s' belongs to %.200s. Its tokens go nowhere else. Unset %s, or log in there under another account name."] =
      "%s は %.200s ですが、アカウント「%s」は %.200s のものです。トークンをほかのサーバーに送ることはありません。%s を解除するか、そのサーバーには別のアカウント名でログインしてください。",
    ["%s is %s, which X does not take. Convert it to JPEG, PNG, GIF, WEBP or MP4."] =
      "%s は X で使えない形式 (%s) です。JPEG、PNG、GIF、WEBP、MP4 のいずれかに変換してください。",
    ["%s is %s: not X's own server, but a stand-in for it."] =
      "%s は %s です。X のサーバーではなく、その代わりのサーバーです。",
    ["%s is a database of another program. Move it aside: mv %s{,.other}"] =
      "%s は別のプログラムのデータベースです。次のコマンドで移してください: mv %s{,.other}",
    ["%s is a symbolic link, which is not followed here. Remove the link: rm %s"] =
      "%s はシンボリックリンクです。ここではリンクをたどりません。次のコマンドで消してください: rm %s",
    ["%s is a video, and X takes an alt text for images only. Leave it out."] =
      "%s は動画です。X で代替テキストを付けられるのは画像だけです。代替テキストを外してください。",
    ["%s is not a regular file. Move it aside: mv %s %s.old"] =
      "%s は通常のファイルではありません。次のコマンドで別の場所に移してください: mv %s %s.old",
    ["%s is not usable: '%.200s' does not begin with https:// or http://."] =
      "%s を使えません。「%.200s」が https:// か http:// で始まっていません。",
    ["%s is not usable: '%.200s' has a fragment (#...)."] =
      "%s を使えません。「%.200s」にフラグメント (#...) があります。",
    ["%s is not usable: '%.200s' has no host and port that can be read."] =
      "%s を使えません。「%.200s」のホストとポートを読み取れません。",
    ["%s is not usable: '%.200s' holds a character that has no place in a URL."] =
      "%s を使えません。「%.200s」に、URL に使えない文字があります。",
    ["%s is not usable: '%.200s' is too long."] =
      "%s を使えません。「%.200s」は長すぎます。",
    ["%s is not usable: '%.200s' would send tokens unencrypted; it has to begin with https://."] =
      "%s を使えません。「%.200s」ではトークンが暗号化されずに送信されます。https:// で始まるものにしてください。",
    ["%s is not usable: the URL holds a user name or password, which has no place there."] =
      "%s を使えません。URL にユーザー名やパスワードを入れることはできません。",
    ["%s is too large (%zu bytes; at most %zu are read). Move it aside."] =
      "%s は大きすぎます (%zu バイト。読み込めるのは %zu バイトまでです)。別の場所に移してください。",
    ["%s is too large: it has %.1f MiB, and X takes images of at most %d MiB. Make it smaller."] =
      "%s は %.1f MiB あり、大きすぎます。X の上限は、画像では %d MiB です。小さくしてください。",
    ["%s is too large: it has %.1f MiB, and X takes moving GIFs of at most %d MiB. Make it smaller."] =
      "%s は %.1f MiB あり、大きすぎます。X の上限は、動く GIFでは %d MiB です。小さくしてください。",
    ["%s is too large: it has %.1f MiB, and X takes videos of at most %d MiB. Make it smaller."] =
      "%s は %.1f MiB あり、大きすぎます。X の上限は、動画では %d MiB です。小さくしてください。",
    ["%s is, by what it holds, no image or video that X takes: JPEG, PNG, GIF, WEBP, MP4, QuickTime or WebM."] =
      "%s の内容は、X で使える画像や動画 (JPEG、PNG、GIF、WEBP、MP4、QuickTime、WebM) ではありません。",
    ["%s raised an error: %s"] =
      "%s でエラーが起きました: %s",
    ["%s sent an answer that is far too long."] =
      "%s の応答が長すぎます。",
    ["%s should be a directory, and is not. Move it aside: mv %s %s.old"] =
      "%s はフォルダであるはずですが、そうではありません。名前を変えてください: mv %s %s.old",
    ["%s was saved, but may not survive a power cut: %s (error %d)."] =
      "%s は保存しましたが、停電すると失われるかもしれません: %s (エラー %d)。",
    ["%s, and cannot be renewed: X gave no refresh token."] =
      "%s。X がリフレッシュトークンを発行しなかったので、更新できません。",
    ["%s, and cannot be renewed: the scope offline.access is missing."] =
      "%s。スコープ offline.access がないので、更新できません。",
    ["%s; it is renewed by itself when it is needed."] =
      "%s。必要なときに自動で更新されます。",
    ["%zu of %zu posts are deleted; undo goes on with the rest. %s"] =
      "%2$zu 件中 %1$zu 件を削除しました。残りは undo で削除できます。%3$s",
    ["'%s' belongs to %s, which is not X's own server."] =
      "「%s」は %s のアカウントです。X のサーバーではありません。",
    ["'%s' lacks the scope %s: images cannot be uploaded."] =
      "「%s」にはスコープ %s がないので、画像をアップロードできません。",
    ["'%s' lacks the scope %s: nothing can be posted."] =
      "「%s」にはスコープ %s がないので、投稿できません。",
    ["'%s' was allowed: %s."] =
      "「%s」に許可されているスコープは %s です。",
    ["'%s' was allowed: nothing."] =
      "「%s」には何も許可されていません。",
    ["'%s' was logged in at %s (%s ago), and not renewed since."] =
      "「%s」は %s にログインしました (%s前)。その後は更新されていません。",
    ["'%s' was logged in at %s (%s from now), and not renewed since."] =
      "「%s」は %s にログインしたことになっています (今から %s後)。その後は更新されていません。",
    ["'%s' was not renewed for six months, after which X ends a login."] =
      "「%s」は 6 か月以上更新されていません。X では、6 か月でログインが無効になります。",
    ["'%s' was renewed at %s, but the new tokens could not be saved."] =
      "「%s」は %s に更新されましたが、新しいトークンを保存できませんでした。",
    ["'%s' was renewed last at %s (%s ago)."] =
      "「%s」は %s に更新されました (%s前)。",
    ["'%s' was renewed last at %s (%s from now)."] =
      "「%s」は %s に更新されたことになっています (今から %s後)。",
    ["'edits' replaces one post by one post, not by a thread."] =
      "「edits」は 1 つの投稿を 1 つの投稿に置き換えるもので、スレッドには使えません。",
    ["'forget' takes keys alone, or a time with or without 'account'. Nothing was forgotten."] =
      "「forget」には、key だけか、時刻 (「account」を付けることもできます) を指定します。何も消していません。",
    ["(no text)"] =
      "(メッセージなし)",
    [", "] =
      "、",
    [":XHistory check, or check{key=}, looks for it on your timeline. The same key again is safe: it is looked for first."] =
      ":XHistory check か check{key=} で、タイムラインにあるかを調べられます。同じ key でのやり直しも、先に調べるので安全です。",
    [":XLogin asks for it; a script gives it as client_id or in XPOST_CLIENT_ID. It is in X's console (console.x.com): Apps, your app, Keys and tokens."] =
      ":XLogin では入力を求められます。スクリプトでは client_id か XPOST_CLIENT_ID で指定します。Client ID は、X のコンソール (console.x.com) の Apps → 自分のアプリ → Keys and tokens にあります。",
    ["@%s (X has not confirmed that since the last login)"] =
      "@%s (最後のログインの後、X にまだ確認できていません)",
    ["@%s is account '%s', too, and X keeps one login for each app and user: that of '%s' has ended. If '%s' was meant for another user, log it out (:XAccount logout %s in Neovim, logout{} in a script), sign in at x.com as that user, and log in again."] =
      "@%s はアカウント「%s」でもログインしていましたが、X が保つログインはアプリとユーザーの組ごとに 1 つなので、「%s」のログインは終わりました。「%s」を別のユーザー用にするつもりだった場合は、ログアウトし (Neovim では :XAccount logout %s、スクリプトでは logout{})、x.com にそのユーザーでサインインしてから、もう一度ログインしてください。",
    ["A Client Secret is set without a Client ID."] =
      "Client Secret だけが設定されていて、Client ID がありません。",
    ["A cap of your developer account is reached; nothing was posted."] =
      "開発者アカウントの上限に達しました。投稿されていません。",
    ["A code alone is not enough, because it does not show that it belongs to this login. Paste the whole address that the browser ended on."] =
      "認可コードだけでは、このログインのものかどうか確かめられません。ブラウザに最後に表示されたアドレス全体を貼り付けてください。",
    ["A damaged ledger was set aside there (ledger.db.damaged-...): what was posted before that is not in the history any more."] =
      "壊れた記録をそこに退避してあります (ledger.db.damaged-...)。それより前の投稿は、もう履歴にありません。",
    ["A file cannot be attached; nothing was posted."] =
      "添付できないファイルがあります。投稿されていません。",
    ["A file of xpost cannot be read or written, so nothing was sent."] =
      "xpost のファイルを読み書きできないため、何も送っていません。",
    ["A file to attach has no name. Give its path."] =
      "添付するファイルの名前がありません。パスを指定してください。",
    ["A key has to be 1 to %d bytes of text without control characters."] =
      "key は、制御文字を含まない 1 から %d バイトのテキストにしてください。",
    ["A lock file cannot be read: %s (error %d)."] =
      "ロックファイルを読めません: %s (エラー %d)。",
    ["A lock file cannot be written: %s (error %d)."] =
      "ロックファイルに書き込めません: %s (エラー %d)。",
    ["A media id has to be 1 to 19 digits."] =
      "メディアの ID は 19 桁以内の数字で指定してください。",
    ["A poll has to last between 5 minutes and 10080 (seven days)."] =
      "アンケートの期間は、5 分から 10080 分 (7 日) までです。",
    ["A poll needs two to four options."] =
      "アンケートには 2 個から 4 個の選択肢が必要です。",
    ["A poll's options have to have 1 to 25 characters each."] =
      "アンケートの選択肢は、それぞれ 1 文字から 25 文字までです。",
    ["A post can have a poll, media or a quoted post, but only one of them."] =
      "1 つの投稿に付けられるのは、アンケート、メディア、引用のうちどれか 1 つです。",
    ["A post can have at most four media."] =
      "1 つの投稿に付けられるメディアは 4 つまでです。",
    ["A post can have up to four images, or one moving GIF, or one video. Leave the others out."] =
      "1 つの投稿に添付できるのは、画像 4 枚まで、動く GIF 1 つ、動画 1 つのいずれかです。ほかは外してください。",
    ["A post with the same text is on your timeline, but it seems to be older. If this machine's clock was wrong, it is this post. Look there yourself."] =
      "タイムラインに同じ本文の投稿がありますが、もっと古いもののようです。このマシンの時計がずれていたのなら、それがこの投稿です。ご自分で確認してください。",
    ["A post with the same text, from more than a day ago, got no clear answer and may be out. This would be another one: check that one first."] =
      "1 日以上前に同じ本文を送信したとき、はっきりした応答がなく、投稿されたかどうか分かりません。今回は別の投稿になるので、先に前の投稿を確認してください。",
    ["A setting cannot be used, so nothing was sent."] =
      "使えない設定があるため、何も送っていません。",
    ["A spending limit that you set, or X's monthly cap, stops requests until the next cycle."] =
      "自分で決めた支出の上限か、X の月間の上限により、次の期間まで要求が止められています。",
    ["A thread can have at most %d posts here. Post it in parts."] =
      "1 つのスレッドに入るのは %d 件までです。分けて投稿してください。",
    ["A usage cap or spending limit of your X developer account is reached. Raise it in X's console, or wait for the next cycle."] =
      "X の開発者アカウントの利用量か支出の上限に達しました。X のコンソールで上限を上げるか、次の期間までお待ちください。",
    ["A variable of the environment or an option has a wrong form, or XPOST_API_URL names another server than the account was made at."] =
      "環境変数やオプションの形が正しくないか、XPOST_API_URL がアカウントを作ったときと別のサーバーを指しています。",
    ["API request"] =
      "API リクエスト",
    ["Account '%s' (the default one): %s; a confidential client with the Client ID %s."] =
      "アカウント「%s」(既定): %s。コンフィデンシャルクライアントで、Client ID は %s です。",
    ["Account '%s' (the default one): %s; a public client with the Client ID %s."] =
      "アカウント「%s」(既定): %s。パブリッククライアントで、Client ID は %s です。",
    ["Account '%s' belongs to another user now than the one who posted this. Log in as that one to delete it."] =
      "アカウント「%s」は、これを投稿したユーザーとは別のユーザーのものになっています。削除するには、投稿したユーザーでログインしてください。",
    ["Account '%s' belongs to another user now than the one who posted this. Log in as that one."] =
      "アカウント「%s」は、これを投稿したユーザーとは別のユーザーのものになっています。投稿したユーザーでログインしてください。",
    ["Account '%s' did not allow posts: the scope tweet.write is missing. Log in again (:XLogin %s in Neovim, login{} in a script) and allow it. If X does not ask for it, set App permissions to 'Read and write' in X's console, User authentication settings."] =
      "アカウント「%s」では投稿が許可されていません (スコープ tweet.write がありません)。もう一度ログインして許可してください (Neovim では :XLogin %s、スクリプトでは login{})。X の画面で求められないときは、X のコンソールの User authentication settings で App permissions を「Read and write」にしてください。",
    ["Account '%s' did not allow this: the scope %s is missing. Log in again (:XLogin %s in Neovim, login{} in a script) and allow it."] =
      "アカウント「%s」ではこの操作が許可されていません (スコープ %s がありません)。もう一度ログインして許可してください (Neovim では :XLogin %s、スクリプトでは login{})。",
    ["Account '%s': %s; a confidential client with the Client ID %s."] =
      "アカウント「%s」: %s。コンフィデンシャルクライアントで、Client ID は %s です。",
    ["Account '%s': %s; a public client with the Client ID %s."] =
      "アカウント「%s」: %s。パブリッククライアントで、Client ID は %s です。",
    ["All goes through the proxy, so it may be the proxy that fails (https_proxy, no_proxy)."] =
      "すべてプロキシを通るので、プロキシに問題があるのかもしれません (https_proxy、no_proxy)。",
    ["An API Key, a token or the App ID was copied in the place of the Client ID; or the app's type and the secret do not go together."] =
      "API Key、トークン、App ID を Client ID として貼り付けた場合や、アプリの種類とシークレットの有無が食い違っている場合です。",
    ["An alt text is not valid UTF-8. Save it as UTF-8."] =
      "代替テキストが正しい UTF-8 ではありません。UTF-8 で保存してください。",
    ["An alt text is too long: it has %zu characters of %d. Shorten it."] =
      "代替テキストが長すぎます (%zu 文字、上限は %d 文字)。短くしてください。",
    ["An earlier attempt to post this got no clear answer, so it may be out already, and it is not sent again. Whether it is could not be found out: %s"] =
      "前回の送信にはっきりした応答がなく、投稿されたかどうか分からないため、もう一度は送信しません。確認もできませんでした: %s",
    ["An earlier attempt to post this got no clear answer, so it may be out already. It goes on under the same key: it is looked for on your timeline first, and not posted twice."] =
      "前回の送信にはっきりした応答がなく、投稿されたかどうか分かりません。同じ key で続けます。先にタイムラインを確認するので、二重に投稿することはありません。",
    ["An earlier attempt to post this, under another key, got no clear answer, so it may be out already. Look at your timeline, or it may be posted twice."] =
      "別の key での前回の送信にはっきりした応答がなく、投稿されたかどうか分かりません。二重投稿にならないよう、タイムラインを確認してください。",
    ["An id has to be 1 to 19 digits, as a string."] =
      "ID は、19 桁以内の数字を文字列で指定してください。",
    ["An outage or a release at X, or a proxy that answers in X's place."] =
      "X の障害や更新作業、または X の代わりに応答しているプロキシが原因です。",
    ["Another process is posting this at this moment, or waits for a limit of X to do so. Look at the history in a while."] =
      "別のプロセスがこれを投稿中か、X の制限が解けるのを待っています。しばらくしてから履歴を確認してください。",
    ["Another process is working with the same account or post, and did not finish within %.1f seconds. Try again."] =
      "別のプロセスが同じアカウントか投稿を使っていて、%.1f 秒以内に終わりませんでした。もう一度お試しください。",
    ["Another process kept the ledger %s locked for longer than %.1f seconds. Nothing was changed. Try again."] =
      "別のプロセスが記録 %s を %.1f 秒より長くロックしていました。何も変更していません。もう一度お試しください。",
    ["Another program works with the same account or post; or another program, or another login, listens at the redirect URL's port."] =
      "別のプログラムが同じアカウントや投稿を処理しているか、別のプログラムや別のログインがリダイレクト URL のポートを使っています。",
    ["Another program, or another login, uses the port of %s. End it, or register a Callback URI with another port in X's console, User authentication settings, and name it in XPOST_REDIRECT_URI (redirect_uri)."] =
      "%s のポートを、別のプログラムか別のログインが使っています。それを終了するか、別のポートの Callback URI を X のコンソールの User authentication settings に登録し、XPOST_REDIRECT_URI (redirect_uri) に指定してください。",
    ["Buy credits, then do the same again with the same key."] =
      "クレジットを購入してから、同じ key でやり直してください。",
    ["By the clock of this machine, '%s' was last used in the future."] =
      "このマシンの時計では、「%s」が最後に使われたのは未来のことになります。",
    ["By this machine's clock the post was sent in the future, so the clock was wrong. Look at your timeline yourself."] =
      "このマシンの時計では投稿の送信が未来の時刻になっていて、時計がずれていたようです。ご自分でタイムラインを確認してください。",
    ["Cancel was chosen on X's page of consent, perhaps because the browser was logged in to X as another user."] =
      "許可画面でキャンセルした場合です。ブラウザが別のユーザーで X にログインしていて、やめた場合もそうです。",
    ["Cancelled, but a post was being sent: it may be out. What became of it will be in the history."] =
      "キャンセルしましたが、投稿を送信中でした。投稿されたかどうか分かりません。結果は履歴に残ります。",
    ["Cancelled."] =
      "キャンセルしました。",
    ["Cancelled. If X was asked already, the post will be gone."] =
      "キャンセルしました。すでに X に送信していれば、投稿は削除されます。",
    ["Cancelled. Nothing has changed."] =
      "キャンセルしました。何も変わっていません。",
    ["Cancelled. Nothing was attached to any post."] =
      "キャンセルしました。どの投稿にも添付していません。",
    ["Cancelled. Nothing was posted."] =
      "キャンセルしました。投稿していません。",
    ["Cancelled. What X was asked for is completed and kept."] =
      "キャンセルしました。X に送信済みの要求は最後まで処理し、結果を保存します。",
    ["Cancelled. What is deleted already stays deleted; undo goes on with the rest."] =
      "キャンセルしました。削除済みの投稿は元に戻りません。残りは undo で削除できます。",
    ["Cancelled. What is forgotten already stays forgotten."] =
      "キャンセルしました。すでに消したものは元に戻りません。",
    ["Cancelled. What was out of it stays out; resume goes on from there."] =
      "キャンセルしました。投稿済みの分はそのまま残ります。続きは resume で投稿できます。",
    ["Change what the message names. The same again will not help."] =
      "メッセージに書かれた箇所を直してください。同じ内容で繰り返しても通りません。",
    ["Check the connection, then try again with the same key. The outcome of the error says what became of the post."] =
      "接続を確かめてから、同じ key でやり直してください。投稿がどうなったかは outcome で分かります。",
    ["Check the date and time of this machine."] =
      "このマシンの日付と時刻を確認してください。",
    ["Check the id: it is the number at the end of the post's address."] =
      "ID を確かめてください。投稿の URL の末尾にある数字です。",
    ["Choose one: :XAccount use NAME in Neovim, use(NAME) in a script."] =
      "1 つ選んでください。Neovim では :XAccount use NAME、スクリプトでは use(NAME) です。",
    ["Convert it or make it smaller: JPEG, PNG, GIF, WEBP to 5 MB, a moving GIF to 15 MB, a video (MP4) to 512 MB and 140 seconds."] =
      "変換するか小さくしてください。画像（JPEG・PNG・GIF・WEBP）は 5 MB、動く GIF は 15 MB、動画（MP4）は 512 MB・140 秒までです。",
    ["Copy the OAuth 2.0 Client ID again and log in. A Native App has no secret; a Web App or Automated App needs its own."] =
      "OAuth 2.0 の Client ID をコピーし直して、ログインしてください。シークレットは、Native App にはなく、Web App と Automated App では必要です。",
    ["Correct or unset XPOST_CA_FILE."] =
      "XPOST_CA_FILE を直すか、解除してください。",
    ["Correct or unset what the message names. A redirect URL has to lead to this machine, with a port: http://127.0.0.1:8739/callback."] =
      "メッセージに書かれた設定を直すか、外してください。リダイレクト URL は、http://127.0.0.1:8739/callback のように、このマシンのポートまで指定します。",
    ["Do it again if you want it, with the same key. The outcome of the error says what became of the post."] =
      "必要なら、同じ key でやり直してください。投稿がどうなったかは outcome で分かります。",
    ["End it in a word, as in http://127.0.0.1:8739/callback."] =
      "http://127.0.0.1:8739/callback のように、単語で終わるようにしてください。",
    ["End what uses the port, or register a Callback URI with another port at X and name it in XPOST_REDIRECT_URI (redirect_uri)."] =
      "ポートを使っているものを終了するか、別のポートの Callback URI を X に登録して、XPOST_REDIRECT_URI (redirect_uri) に設定してください。",
    ["Give 'media' inside of 'posts', with the post that it belongs to."] =
      "「media」は「posts」の中の、添付する投稿に指定してください。",
    ["Give either 'text' or 'posts', not both."] =
      "「text」と「posts」は、どちらか一方だけを指定してください。",
    ["If locks do not work across your machines, set XDG_STATE_HOME to a directory on a local disk."] =
      "複数のマシンの間でロックが働かない場合は、XDG_STATE_HOME にローカルディスクのフォルダを設定してください。",
    ["It cannot be read, is of a type or size that X does not take, does not go with the others (a video with images, an alt text for a video), or X could not process it."] =
      "読めない、X が受け付けない形式や大きさである、組み合わせが合わない（画像と動画、動画の代替テキストなど）、または X での処理に失敗した場合です。",
    ["It is being posted at this moment, so it is not forgotten."] =
      "いま投稿中のため、消していません。",
    ["It is not known whether a post of it is out, or what its id is. Check it first, then undo."] =
      "投稿されたかどうか、または ID が分からないものがあります。先に check で確認してから、undo してください。",
    ["It was deleted, its author is protected or has blocked you, or the id is not that of a post."] =
      "削除された、非公開アカウントの投稿である、ブロックされている、または ID が投稿のものではない場合です。",
    ["It was not found on your timeline, but X may show it in another way. Look there yourself."] =
      "タイムラインには見つかりませんでしたが、X では違う形で表示されているかもしれません。ご自分で確認してください。",
    ["It was posted by hand or by another program before, or it was deleted just now. How long X remembers is not documented."] =
      "手作業か別のプログラムですでに投稿した場合や、直前に削除した場合です。X がいつまで覚えているかは公開されていません。",
    ["It was stopped before it was done."] =
      "終わる前に中止されました。",
    ["Its files (%d: accounts, ledger and locks) are yours alone."] =
      "その中のファイル %d 個 (アカウント、記録、ロック) を読み書きできるのは自分だけです。",
    ["Log in again and allow it; the message names the scope."] =
      "ログインし直して許可してください。足りないスコープはメッセージに書いてあります。",
    ["Log in again and allow the app, as the user who is to post."] =
      "投稿に使うユーザーでもう一度ログインし、アプリを許可してください。",
    ["Log in again and use the newest link; paste the whole address at once. For another user give the account another name."] =
      "ログインし直し、いちばん新しいリンクを使ってください。アドレス全体をすぐに貼り付けてください。別のユーザーなら、別のアカウント名にします。",
    ["Log in again here. Use one app for each machine, or let all programs of a machine share one account."] =
      "このマシンでログインし直してください。アプリはマシンごとに分け、同じマシンのプログラムどうしは 1 つのアカウントを共有します。",
    ["Log in again. If X has an outage, wait: the stored tokens stay as they are."] =
      "ログインし直してください。X 側の障害なら、そのまま待ちます。保存されているトークンは消しません。",
    ["Log in again: :XLogin %s"] =
      "もう一度ログインしてください: :XLogin %s",
    ["Log in under this name with :XLogin, or correct it."] =
      ":XLogin でこの名前にログインするか、名前を直してください。",
    ["Log in: :XLogin in Neovim, login{} in a script."] =
      "ログインしてください。Neovim では :XLogin、スクリプトでは login{} です。",
    ["Log in: :XLogin in Neovim, login{} in a script. :XAccount and accounts() list the names that there are."] =
      "ログインしてください。Neovim では :XLogin、スクリプトでは login{} です。名前の一覧は :XAccount か accounts() で見られます。",
    ["Mend it: chmod 700 %s"] =
      "次のコマンドで直せます: chmod 700 %s",
    ["More than %d redirect URIs are set, but X lets an app register %d."] =
      "リダイレクト URL が %d 個より多く設定されていますが、X のアプリに登録できるのは %d 個までです。",
    ["Mostly nothing in the console. If it happens again: console.x.com, your app, User authentication settings."] =
      "多くの場合、コンソールでの変更は要りません。繰り返すときは console.x.com のアプリの「User authentication settings」を確かめます。",
    ["Name the account that is to be the default one."] =
      "既定にするアカウントの名前を指定してください。",
    ["No Client ID is set."] =
      "Client ID が設定されていません。",
    ["No Client ID is set. Copy it from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. Give it as client_id, or in XPOST_CLIENT_ID."] =
      "Client ID が設定されていません。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」からコピーして、client_id か XPOST_CLIENT_ID に指定してください。",
    ["No Client ID is set. The accounts that there are keep theirs."] =
      "Client ID が設定されていません。今あるアカウントは、それぞれの Client ID を使い続けます。",
    ["No account is the default one, so each post has to name its account."] =
      "既定のアカウントがないので、投稿のたびにアカウントを指定する必要があります。",
    ["No account is the default one. Name one, or choose it with use(): %s."] =
      "既定のアカウントがありません。次のどれかを指定するか、use() で選んでください: %s。",
    ["No answer came back from the browser in time, so the login was ended."] =
      "制限時間内にブラウザから応答がなかったため、ログインを終了しました。",
    ["No answer came from the browser in time. Run the login again, and allow the app on the page that X shows."] =
      "時間内にブラウザから応答がありませんでした。もう一度ログインして、X のページでアプリを許可してください。",
    ["No browser could be started: the command in BROWSER does not run. Open the address that is shown in a browser yourself."] =
      "BROWSER のコマンドが動かないので、ブラウザを起動できませんでした。表示されたアドレスを自分でブラウザで開いてください。",
    ["No browser was found here. Open the address that is shown in a browser, on this computer or another, or set BROWSER to the command that starts one."] =
      "ブラウザが見つかりません。表示されたアドレスをこのマシンか別のマシンのブラウザで開くか、ブラウザを起動するコマンドを BROWSER に設定してください。",
    ["No descriptor could be had (%s). Close some files and try again."] =
      "ファイル記述子を確保できません (%s)。ファイルをいくつか閉じて、もう一度お試しください。",
    ["No network, a name that cannot be looked up, a firewall, or a proxy that is missing in the environment (under cron it is often not set)."] =
      "ネットワークの切断、名前解決の失敗、ファイアウォール、プロキシの設定漏れが原因です（cron には環境変数が引き継がれないことがあります）。",
    ["No proxy is used."] =
      "プロキシは使っていません。",
    ["No redirect URI can be used now, so a login cannot begin."] =
      "今使えるリダイレクト URL がないので、ログインを始められません。",
    ["No redirect URI is set. Name one that is registered as a Callback URI of your app in X's console."] =
      "リダイレクト URL が設定されていません。X のコンソールでアプリの Callback URI として登録したものを指定してください。",
    ["No thread could be started, so nothing was done. Try again."] =
      "処理用のスレッドを開始できないため、何もしていません。もう一度お試しください。",
    ["Nobody answered the login in time (%d s). If X showed 'Something went wrong', check the Client ID, and in X's console, User authentication settings, that OAuth 2.0 is on and that this, exactly so, is a Callback URI: %s"] =
      "ログインへの応答が時間内 (%d 秒) にありませんでした。X に「Something went wrong」と出た場合は、Client ID を確認し、X のコンソールの User authentication settings で、OAuth 2.0 が有効か、次の Callback URI が一字一句同じに登録されているかも確認してください: %s",
    ["Nobody has logged in on this machine yet, the name is misspelt, or the account was logged out. Under cron: another user, or another XDG_STATE_HOME."] =
      "このマシンでまだログインしていない、名前の打ち間違い、またはログアウト済みの場合です。cron では、実行ユーザーや XDG_STATE_HOME が違うことがあります。",
    ["Nobody is logged in."] =
      "ログインしているアカウントはありません。",
    ["Nobody is logged in. Log in first: :XLogin in Neovim, login{} in a script."] =
      "ログインしていません。先にログインしてください (Neovim では :XLogin、スクリプトでは login{})。",
    ["Not allowed: %s. Log in again to allow it."] =
      "許可されなかったもの: %s。許可するには、もう一度ログインしてください。",
    ["Not allowed: %s. So nothing can be posted: set App permissions to 'Read and write' in X's console, User authentication settings, then log in again."] =
      "許可されなかったもの: %s。このままでは投稿できません。X のコンソールの User authentication settings で App permissions を「Read and write」にしてから、もう一度ログインしてください。",
    ["Nothing has to be changed in the console."] =
      "コンソールでの変更は要りません。",
    ["Nothing in the console. Check XPOST_API_URL and https_proxy if you set them."] =
      "コンソールでの変更は要りません。設定していれば XPOST_API_URL と https_proxy を確かめます。",
    ["Nothing was pasted. Copy the whole address from the browser's address bar, then paste it here."] =
      "何も貼り付けられていません。ブラウザのアドレスバーからアドレス全体をコピーして、ここに貼り付けてください。",
    ["Nothing was submitted with the key '%s'. The history lists the keys that there are."] =
      "key「%s」の投稿はありません。どの key があるかは、履歴で確認できます。",
    ["OpenSSL could not be initialised."] =
      "OpenSSL を初期化できませんでした。",
    ["OpenSSL could not compute a SHA-256 hash."] =
      "OpenSSL で SHA-256 ハッシュを計算できませんでした。",
    ["Other users can get at %s (its mode is %03o). Mend it: chmod 600 %s"] =
      "%s にほかのユーザーがアクセスできます (モード %03o)。次のコマンドで直せます: chmod 600 %s",
    ["Other users can get into the directory %s (its mode is %03o). Mend it: chmod 700 %s"] =
      "ほかのユーザーがフォルダ %s に入れます (モードは %03o)。次のコマンドで直せます: chmod 700 %s",
    ["Post %zu of %zu: %s"] =
      "%2$zu 件中 %1$zu 件目の投稿: %3$s",
    ["Put the app into a package, then do the same again. A new login is not needed."] =
      "アプリをパッケージに入れてから、同じ操作をやり直してください。ログインし直す必要はありません。",
    ["Raise the limit, or wait for the next cycle; then the same again with the same key."] =
      "上限を上げるか、次の期間を待ってから、同じ key でやり直してください。",
    ["Register http://127.0.0.1:8739/callback at X, and use that."] =
      "http://127.0.0.1:8739/callback を X に登録して、それを使ってください。",
    ["Register the redirect URL of the message, letter for letter, and log in again. From another machine, paste the address of the page that cannot be opened."] =
      "メッセージにあるリダイレクト URL を一字一句そのまま登録し、ログインし直してください。ブラウザが別のマシンなら、開けなかったページのアドレスを貼り付けてください。",
    ["Renewing the login of account '%s' got no answer %d times, so it is left alone for a while. It is tried again in %d min; refresh tries at once."] =
      "アカウント「%s」のログインの更新に %d 回応答がなかったため、しばらく控えます。%d 分後に再び試します。すぐに試すには refresh を使ってください。",
    ["Run the command that the message gives, then try again."] =
      "メッセージにあるコマンドを実行してから、やり直してください。",
    ["SQLite cannot be started: %s (error %d of SQLite)."] =
      "SQLite を開始できません: %s (SQLite のエラー %d)。",
    ["See in X's console whether the app is active, and its Client ID."] =
      "アプリが有効かどうかと Client ID を、X のコンソールで確認してください。",
    ["See in X's console whether the app, or your account, is suspended."] =
      "アプリやアカウントが凍結されていないか、X のコンソールで確認してください。",
    ["See on your timeline whether it is out. To post it again, change the text."] =
      "タイムラインで、すでに投稿されていないかを確かめてください。もう一度投稿するなら、本文を変えます。",
    ["See what is wrong with the files."] =
      "ファイルの項目の問題を確認してください。",
    ["See what is wrong with the settings."] =
      "設定の項目の問題を確認してください。",
    ["Set the Client ID that it belongs to, too."] =
      "対応する Client ID も設定してください。",
    ["Set the clock, install the certificates (on Debian: ca-certificates), or name those of your proxy in XPOST_CA_FILE."] =
      "時計を合わせ、証明書を入れてください（Debian では ca-certificates）。プロキシの証明書は XPOST_CA_FILE で指定します。",
    ["Set the clock, or have it set from the network (timedatectl set-ntp true)."] =
      "時計を合わせるか、ネットワークから自動で合わせるようにしてください (timedatectl set-ntp true)。",
    ["Set the permissions to Read and write, then log in again. A reply or quote of that kind cannot be made with this app."] =
      "権限を「Read and write」にしてから、ログインし直してください。後者の返信や引用は、このアプリではできません。",
    ["Shorten it, or make it a thread: thread=true. With a subscription that allows longer posts set limit."] =
      "短くするか、thread=true でスレッドにしてください。長文を投稿できるプランなら limit を設定します。",
    ["Something that is needed is in use: a lock, the ledger, memory, or the port of the login."] =
      "必要なもの（ロック、記録、メモリ、ログイン用のポート）が使用中です。",
    ["That answer was too old: X accepts one for 30 seconds, and once. Open the address that is shown now, allow the app, and paste the new answer at once."] =
      "貼り付けたアドレスは古すぎます。使えるのは 30 秒以内に 1 回だけです。今表示されている URL を開いてアプリを許可し、新しいアドレスをすぐに貼り付けてください。",
    ["The Client ID holds a space, a line break or another character that no Client ID has. Copy it alone from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に、空白や改行など、使われるはずのない文字があります。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID だけをコピーしてください。",
    ["The Client ID is %s, with a Client Secret: a confidential client."] =
      "Client ID は %s です。Client Secret があるので、コンフィデンシャルクライアントです。",
    ["The Client ID is %s, without a Client Secret: a public client."] =
      "Client ID は %s です。Client Secret がないので、パブリッククライアントです。",
    ["The Client ID was given as Client Secret, too. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret にも Client ID が指定されています。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["The Client Secret holds a space, a line break or another character that no Client Secret has. Copy it alone from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client Secret に、空白や改行など、使われるはずのない文字があります。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret だけをコピーしてください。",
    ["The access token holds a character that no token has, so nothing was sent. Log in again."] =
      "アクセストークンに、トークンには使われない文字があるため、何も送信していません。もう一度ログインしてください。",
    ["The access token of '%s' ended at %s (%s ago)"] =
      "「%s」のアクセストークンは %s に期限が切れました (%s前)",
    ["The access token of '%s' ends at %s (in %s)"] =
      "「%s」のアクセストークンの期限は %s です (あと %s)",
    ["The access token of '%s' ends at a time that is not known"] =
      "「%s」のアクセストークンの期限は分かりません",
    ["The account '%s' cannot be saved: its \"%s\" is missing or not usable."] =
      "アカウント「%s」を保存できません。\"%s\" がないか、使えない値です。",
    ["The account is forgotten here, but X did not confirm that its tokens are revoked. You can remove the app's access at https://x.com/settings/connected_apps."] =
      "アカウントはこのマシンから消しましたが、トークンの取り消しを X に確認できませんでした。https://x.com/settings/connected_apps でアプリのアクセス権を取り消せます。",
    ["The account name '%s' cannot be used: a name is UTF-8 without spaces, '/', control characters and marks that cannot be seen."] =
      "アカウント名「%s」は使えません。名前は UTF-8 で書き、空白、「/」、制御文字、見えない文字は含められません。",
    ["The accounts cannot be read."] =
      "アカウントを読み込めません。",
    ["The accounts take up more than 16 MiB. Log out of some."] =
      "アカウントの情報が 16 MiB を超えています。いくつかのアカウントからログアウトしてください。",
    ["The answer has no state, which would show that it belongs to this login. Paste the whole address that the browser ended on, not the code alone."] =
      "state がないので、このログインへの応答かどうか確かめられません。認可コードだけでなく、ブラウザに最後に表示されたアドレス全体を貼り付けてください。",
    ["The app is in no package, so nobody pays for its requests. A new app begins so."] =
      "アプリがどのパッケージにも入っていないため、料金の支払い元がありません。作ったばかりのアプリによくあります。",
    ["The app is not known to X by what was given as Client ID, or the Client Secret does not fit it."] =
      "Client ID として渡された値では X がアプリを特定できないか、Client Secret が合っていません。",
    ["The app may only read; or it is a reply to, or a quote of, a post that neither is yours nor mentions you, which self-serve access does not allow."] =
      "アプリの権限が読み取りだけの場合や、自分の投稿でも自分宛てでもない投稿への返信・引用の場合です。後者は通常の（self-serve の）利用では認められません。",
    ["The app's credits at X are used up. Buy some in X's console (console.x.com, Billing), then try again."] =
      "X のアプリのクレジットを使い切りました。X のコンソール (console.x.com の Billing) で購入してから、もう一度お試しください。",
    ["The authorization code was older than 30 seconds or used before, the address was of another login, or you are logged in at X as another user than the account's."] =
      "認可コードの発行から 30 秒が過ぎていた、すでに使われていた、別のログインのアドレスだった、またはアカウントと別のユーザーで X にログインしていた場合です。",
    ["The authorize URL"] =
      "認可 URL",
    ["The authorize URL holds a character that is not safe to give to a browser. Percent-encode it."] =
      "認可 URL に、ブラウザに渡すには安全でない文字が含まれています。パーセントエンコードしてください。",
    ["The authorize URL is not opened, because it does not begin with https://."] =
      "認可 URL が https:// で始まっていないので、開きません。",
    ["The call or the command itself. Nothing in the console."] =
      "呼び出しかコマンドの引数です。コンソールでの変更は要りません。",
    ["The certificates in '%s' cannot be read."] =
      "「%s」の証明書を読み込めません。",
    ["The certificates in '%s' cannot be read. Check XPOST_CA_FILE."] =
      "「%s」の証明書を読めません。XPOST_CA_FILE を確認してください。",
    ["The certificates that are trusted are those in the file %s (XPOST_CA_FILE)."] =
      "信頼する証明書は、ファイル %s (XPOST_CA_FILE) のものです。",
    ["The certificates that are trusted are those in the file %s."] =
      "信頼する証明書は、ファイル %s のものです。",
    ["The certificates that are trusted are those in the hashed directory %s."] =
      "信頼する証明書は、ハッシュ形式のフォルダ %s のものです。",
    ["The certificates that are trusted are those that libcurl knows."] =
      "信頼する証明書は、libcurl の標準のものです。",
    ["The clock of this machine agrees with that of the server."] =
      "このマシンの時計は、サーバーの時計と合っています。",
    ["The clock of this machine is %s ahead of that of the server. When tokens end is judged by it."] =
      "このマシンの時計は、サーバーより %s進んでいます。トークンの期限はこの時計で判断します。",
    ["The clock of this machine is %s behind that of the server. When tokens end is judged by it."] =
      "このマシンの時計は、サーバーより %s遅れています。トークンの期限はこの時計で判断します。",
    ["The clock of this machine is wrong, its certificates are missing or old, or a proxy puts its own in the place of X's."] =
      "マシンの時計のずれ、証明書の不足や期限切れ、または証明書を差し替えるプロキシが原因です。",
    ["The clock was not compared with the server's: there was no answer."] =
      "応答がなかったので、時計をサーバーと比べられませんでした。",
    ["The code in this address is doubled or damaged. Copy the whole address from the browser's address bar again."] =
      "このアドレスの認可コードが重複しているか、壊れています。ブラウザのアドレスバーから、もう一度アドレス全体をコピーしてください。",
    ["The connection broke, or X failed, between the request and its answer. It is not sent again by itself."] =
      "送信してから応答が届くまでの間に、接続が切れたか、X に障害が起きた場合です。自動で送り直すことはありません。",
    ["The connection could not be made secure, so nothing was sent."] =
      "安全な接続を確立できなかったため、何も送っていません。",
    ["The connection to %s could not be made secure, so nothing was sent. Check the date of this machine, its certificates (XPOST_CA_FILE) and any proxy."] =
      "%s と安全に接続できないため、何も送信していません。このマシンの日付、証明書 (XPOST_CA_FILE)、プロキシを確認してください。",
    ["The credits of your developer account are used up; nothing was posted."] =
      "開発者アカウントのクレジットを使い切りました。投稿されていません。",
    ["The directory %s cannot be examined: %s (error %d)."] =
      "フォルダ %s を調べられません: %s (エラー %d)。",
    ["The directory %s cannot be found: %s (error %d)."] =
      "フォルダ %s が見つかりません: %s (エラー %d)。",
    ["The directory %s cannot be made: %s (error %d). Make it, or set XDG_STATE_HOME to a directory that can be written."] =
      "フォルダ %s を作れません: %s (エラー %d)。自分で作るか、書き込めるフォルダを XDG_STATE_HOME に設定してください。",
    ["The directory %s cannot be opened: %s (error %d). Check it: ls -ld %s"] =
      "フォルダ %s を開けません: %s (エラー %d)。次のコマンドで確認してください: ls -ld %s",
    ["The directory %s is a symbolic link, which is not followed here. Remove the link (rm %s); to keep the data elsewhere, set XDG_STATE_HOME."] =
      "フォルダ %s はシンボリックリンクなので使えません。リンクを削除してください (rm %s)。データを別の場所に置くには、XDG_STATE_HOME を設定してください。",
    ["The directory %s was replaced while it was in use. Try again."] =
      "フォルダ %s が使用中に置き換えられました。もう一度お試しください。",
    ["The disk is full, others can read the file, it belongs to another user (sudo), or it is damaged."] =
      "ディスクがいっぱい、ほかのユーザーに読める、別のユーザーの所有になっている（sudo など）、またはファイルが壊れている場合です。",
    ["The disk is full: the ledger %s cannot be written. Nothing was changed. Make room, then try again."] =
      "ディスクの空きがなく、記録 %s に書き込めません。何も変更していません。空きを増やして、もう一度お試しください。",
    ["The end of the text did not come within %d seconds: whatever writes to %s was not done. Nothing was posted. Try again."] =
      "本文の終わりが %d 秒以内に届きませんでした。%s への書き込みが終わっていないため、投稿していません。もう一度お試しください。",
    ["The error in this address is doubled or damaged. Run the login again."] =
      "このアドレスの error が重複しているか、壊れています。もう一度ログインしてください。",
    ["The file itself. Nothing in the console."] =
      "ファイルそのものです。コンソールでの変更は要りません。",
    ["The file system of %s cannot lock files, so what is posted could not be kept track of. Set XDG_STATE_HOME to a directory on another one."] =
      "%s のファイルシステムではファイルをロックできないため、投稿を記録できません。XDG_STATE_HOME に別のファイルシステムのフォルダを設定してください。",
    ["The file system of the state directory cannot lock files (error %d). Set XDG_STATE_HOME to a directory on another one."] =
      "状態を保存するフォルダのファイルシステムではファイルをロックできません (エラー %d)。XDG_STATE_HOME に別のファイルシステムのフォルダを設定してください。",
    ["The files there cannot be listed: %s (error %d)."] =
      "その中のファイルを一覧できません: %s (エラー %d)。",
    ["The id of a post has to be 1 to 19 digits, as a string."] =
      "投稿の ID は、1 桁から 19 桁の数字の文字列で指定してください。",
    ["The id of a post that is out has to be 1 to 19 digits, as a string."] =
      "投稿済みの投稿の ID は、19 桁以内の数字を文字列で指定してください。",
    ["The id, or XPOST_API_URL if you set it. Nothing in the console."] =
      "指定した ID、または設定していれば XPOST_API_URL です。コンソールでの変更は要りません。",
    ["The key \"%s\" is taken: something was submitted with it before. Use another key."] =
      "key「%s」はすでに使われています。別の key を使ってください。",
    ["The ledger %s cannot be opened: %s (error %d of the system, %d of SQLite). Check the disk and the directory, then try again."] =
      "記録 %s を開けません: %s (システムのエラー %d、SQLite のエラー %d)。ディスクとフォルダを確認して、もう一度お試しください。",
    ["The ledger %s cannot be used: %s (error %d of SQLite)."] =
      "記録 %s を使えません: %s (SQLite のエラー %d)。",
    ["The ledger %s cannot be used: %s (error %d of the system, %d of SQLite). Check the disk and the directory, then try again."] =
      "記録 %s を使えません: %s (システムのエラー %d、SQLite のエラー %d)。ディスクとフォルダを確認して、もう一度お試しください。",
    ["The ledger %s cannot be written (error %d of SQLite). Make it and its directory writable for yourself: ls -la %s"] =
      "記録 %s に書き込めません (SQLite のエラー %d)。ファイルとフォルダに書き込み権限を付けてください。確認するコマンド: ls -la %s",
    ["The ledger %s is damaged, and could not be set aside: %s (error %d). Move it yourself: mv %s{,.damaged}"] =
      "記録 %s が壊れていて、別の場所に移すこともできません: %s (エラー %d)。次のコマンドで移してください: mv %s{,.damaged}",
    ["The ledger %s is damaged. It was kept as %s beside it, and nothing was sent. The next call begins a new ledger; it knows nothing of earlier posts, so look at your timeline before you post again."] =
      "記録 %s が壊れています。同じフォルダに %s として残し、何も送信していません。次の呼び出しで新しい記録を作りますが、以前の投稿は含まれません。投稿する前に、タイムラインを確認してください。",
    ["The ledger %s is damaged. Nothing was changed. To begin a new one, end every program that uses it and move it aside: mv %s{,.damaged}"] =
      "記録 %s が壊れています。何も変更していません。新しく始めるには、使っているプログラムをすべて終了し、次のコマンドで移してください: mv %s{,.damaged}",
    ["The ledger %s was damaged, and another process set it aside just now. Nothing was sent. Try again."] =
      "記録 %s が壊れていたため、別のプロセスが別の場所に移しました。何も送信していません。もう一度お試しください。",
    ["The ledger %s was moved, removed or replaced while it was in use. Nothing was written. Restart the program, then try again."] =
      "記録 %s が使用中に移動、削除、または置き換えられました。何も書き込んでいません。プログラムを起動し直して、もう一度お試しください。",
    ["The ledger %s was written by a newer xpost (its version is %lld, this xpost knows %d). Update xpost."] =
      "記録 %s は新しい xpost のものです (記録のバージョンは %lld、この xpost が対応するのは %d まで)。xpost を更新してください。",
    ["The ledger holds no post %d of the key \"%s\", so its outcome cannot be recorded."] =
      "key「%2$s」の %1$d 番目の投稿が記録にないため、結果を残せません。",
    ["The limit is too small: not even one character, emoji or link fits. Give a larger one."] =
      "上限が小さすぎて、1 文字も、絵文字やリンク 1 つも入りません。もっと大きくしてください。",
    ["The login began, but X gave no tokens for it, or a page ended it."] =
      "ログインを始めましたが、X からトークンが発行されなかったか、途中で打ち切られました。",
    ["The login does not include a permission (scope) that this needs, such as media.write for images."] =
      "この操作に必要な権限（スコープ）が、ログインに含まれていません。たとえば画像には media.write が要ります。",
    ["The login is fine, but X refuses every request of the app."] =
      "ログインはできていますが、このアプリの要求を X がすべて拒否しています。",
    ["The login is older than the feature, or was made with fewer scopes; a renewal never adds any."] =
      "スコープを減らしてログインした場合や、以前のログインを使い続けている場合です。トークンを更新しても、スコープは増えません。",
    ["The login of account '%s' has not been used for six months, after which X ends it. Log in again."] =
      "アカウント「%s」のログインは 6 か月使われず、X で無効になりました。もう一度ログインしてください。",
    ["The login of account '%s' has run out, and it cannot be renewed because the scope offline.access was not allowed. Log in again."] =
      "アカウント「%s」のログインは期限が切れました。スコープ offline.access が許可されていないため、更新できません。もう一度ログインしてください。",
    ["The login of account '%s' was renewed, but the new tokens could not be saved by the process that has them. Log in again."] =
      "アカウント「%s」のログインは更新されましたが、更新したプロセスが新しいトークンを保存できませんでした。もう一度ログインしてください。",
    ["The login of account '%s' was renewed, but the new tokens could not be saved in '%s'. Make room or mend the directory, and call refresh again from this process; it has the tokens in memory."] =
      "アカウント「%s」のログインは更新されましたが、新しいトークンを「%s」に保存できませんでした。空きを増やすかフォルダを直して、このプロセスからもう一度 refresh を呼んでください。トークンはこのプロセスのメモリにあります。",
    ["The login was cancelled."] =
      "ログインをキャンセルしました。",
    ["The login was stopped: %s"] =
      "ログインを中止しました: %s",
    ["The name of an account must not be empty."] =
      "アカウント名が空です。名前を指定してください。",
    ["The name of an account must not be longer than %d bytes; this one has %zu."] =
      "アカウント名は %d バイトまでです。この名前は %zu バイトあります。",
    ["The option '%s' can have at most %zu items."] =
      "オプション「%s」に指定できるのは %zu 個までです。",
    ["The option '%s' has to be a whole number from %lld to %lld."] =
      "オプション「%s」には %lld から %lld までの整数を指定してください。",
    ["The option '%s' holds a zero byte. Remove it."] =
      "オプション「%s」に NUL バイトがあります。取り除いてください。",
    ["The option 'outcome' is \"posted\" or \"not_posted\", as you saw it yourself. Leave it out to have X asked."] =
      "オプション「outcome」には、自分で確認した結果として \"posted\" か \"not_posted\" を指定します。X に確認させるには省略してください。",
    ["The page Billing in console.x.com."] =
      "console.x.com の「Billing」です。",
    ["The path of a file to attach begins with ~, but HOME is not set. Give the whole path."] =
      "添付するファイルのパスが ~ で始まっていますが、HOME が設定されていません。絶対パスを指定してください。",
    ["The path of a file to attach is not valid UTF-8. Rename the file."] =
      "添付するファイルのパスが正しい UTF-8 ではありません。ファイルの名前を変えてください。",
    ["The path of a file to attach is too long. Rename the file."] =
      "添付するファイルのパスが長すぎます。ファイルの名前を変えてください。",
    ["The path of the directory %s is too long for the ledger. Set XDG_STATE_HOME to a shorter one."] =
      "フォルダ %s のパスが長すぎて、記録を置けません。XDG_STATE_HOME にもっと短いパスを設定してください。",
    ["The post %s is another one of the history."] =
      "投稿 %s は、履歴にある別の投稿です。",
    ["The post before it is out, but is not to be seen on your timeline yet, so it cannot be answered. Go on in a minute, with resume."] =
      "1 つ前の投稿は投稿済みですが、まだタイムラインに表示されないため、続けて投稿できません。1 分ほどしてから、resume で続けてください。",
    ["The post has no text. Write some."] =
      "投稿の本文がありません。何か書いてください。",
    ["The post is out, but that could not be written down (%s), so its key will be taken for one whose outcome is not known."] =
      "投稿済みですが、記録できませんでした (%s)。そのため、この key は投稿されたかどうか分からないものとして扱われます。",
    ["The post is out: X has it already, from an earlier attempt. Its id could not be found yet; check finds it later."] =
      "投稿済みです。前回の送信が X に届いていました。ID はまだ分かりません。後で check を使うと分かります。",
    ["The post may be out: it was sent, and no clear answer came back."] =
      "すでに投稿されているかもしれません。送信はしましたが、はっきりした応答がありませんでした。",
    ["The post of this key is out already. Nothing is sent, and its earlier result is given."] =
      "この key の投稿は投稿済みです。何も送信せず、前回の結果を返します。",
    ["The post to reply to was deleted, or is not visible to you."] =
      "返信先の投稿は、削除されたか、このアカウントからは見えません。",
    ["The post, or an option, is not as X wants it; nothing was posted."] =
      "投稿の内容かオプションが、X の受け付けない形になっています。投稿されていません。",
    ["The posts before it were deleted, so the thread cannot go on. Post the rest anew, with another key."] =
      "前の投稿が削除されているため、スレッドを続けられません。残りを別の key で新しく投稿してください。",
    ["The proxy %s is used, but not for %s."] =
      "プロキシ %s を使います (%s を除く)。",
    ["The proxy %s is used."] =
      "プロキシ %s を使います。",
    ["The redirect URI"] =
      "リダイレクト URL",
    ["The redirect URI '%.200s' begins with https://, which cannot be answered on this computer. Register http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and use that."] =
      "リダイレクト URL「%.200s」は https:// で始まるため、このマシンでは応答できません。X のコンソールで http://127.0.0.1:8739/callback をアプリの Callback URI として登録し、それを使ってください。",
    ["The redirect URI '%.200s' does not lead to this computer. Register http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and use that."] =
      "リダイレクト URL「%.200s」はこのマシンを指していません。X のコンソールで http://127.0.0.1:8739/callback をアプリの Callback URI として登録し、それを使ってください。",
    ["The redirect URI '%.200s' holds a '?', which a login cannot use. Register http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and use that."] =
      "リダイレクト URL「%.200s」には、ログインに使えない「?」があります。X のコンソールで http://127.0.0.1:8739/callback をアプリの Callback URI として登録し、それを使ってください。",
    ["The redirect URI '%.200s' holds more than one address. Separate them by spaces."] =
      "リダイレクト URL「%.200s」に複数のアドレスがあります。空白で区切ってください。",
    ["The redirect URI '%.200s' names no port, which X compares exactly. Register http://127.0.0.1:8739/callback as a Callback URI of your app in X's console, and use that."] =
      "リダイレクト URL「%.200s」にポートがありません。X はポートまで厳密に比べます。X のコンソールで http://127.0.0.1:8739/callback をアプリの Callback URI として登録し、それを使ってください。",
    ["The redirect URI '%s' has no path, or one that ends with '/'. X compares every character, and a slash is easily lost when it is registered."] =
      "リダイレクト URL「%s」にはパスがないか、パスが「/」で終わっています。X は 1 文字ずつ比べますが、登録するときに「/」が抜けがちです。",
    ["The redirect URI '%s' names '%s'. X asks for 127.0.0.1 there."] =
      "リダイレクト URL「%s」のホストは「%s」です。X では 127.0.0.1 を使います。",
    ["The request is for another address."] =
      "別のアドレスへのリクエストです。",
    ["The request is for another host."] =
      "別のホストへのリクエストです。",
    ["The request is not a GET."] =
      "GET のリクエストではありません。",
    ["The request is not as a browser sends it."] =
      "ブラウザが送る形のリクエストではありません。",
    ["The request is too long."] =
      "リクエストが長すぎます。",
    ["The scopes have to be names separated by single spaces, such as 'tweet.read tweet.write users.read offline.access'."] =
      "スコープは、「tweet.read tweet.write users.read offline.access」のように、名前を空白 1 つで区切って並べてください。",
    ["The server did not say what time it is, so the clock was not compared."] =
      "サーバーが時刻を返さなかったので、時計を比べられませんでした。",
    ["The server wants to send the request elsewhere (status %ld), which is never followed. Check the address of the API."] =
      "サーバーが別の場所へのリダイレクトを返しました (ステータス %ld)。リダイレクトには従いません。API のアドレスを確認してください。",
    ["The server's address"] =
      "サーバーのアドレス",
    ["The settings choose account '%s', which is not logged in."] =
      "設定ではアカウント「%s」が選ばれていますが、ログインしていません。",
    ["The settings choose account '%s'."] =
      "設定ではアカウント「%s」が選ばれています。",
    ["The state directory %s cannot be written: %s (error %d)."] =
      "状態を保存するフォルダ %s に書き込めません: %s (エラー %d)。",
    ["The state directory %s is yours alone (mode %04o)."] =
      "状態を保存するフォルダ %s を使えるのは自分だけです (モード %04o)。",
    ["The state directory is on a network file system."] =
      "状態を保存するフォルダがネットワークファイルシステムにあります。",
    ["The state directory must be an absolute path, one that begins with '/'. Check XDG_STATE_HOME and HOME."] =
      "状態を保存するフォルダは「/」で始まる絶対パスでなければなりません。XDG_STATE_HOME と HOME を確認してください。",
    ["The state directory must be an absolute path. Set XDG_STATE_HOME to one that begins with '/'."] =
      "状態を保存するフォルダは絶対パスにしてください。XDG_STATE_HOME に「/」で始まるパスを設定してください。",
    ["The state in this address is doubled or damaged. Copy the whole address from the browser's address bar again."] =
      "このアドレスの state が重複しているか、壊れています。ブラウザのアドレスバーから、もう一度アドレス全体をコピーしてください。",
    ["The system gave no random numbers, so nothing was started."] =
      "システムから乱数を得られなかったので、何も始めませんでした。",
    ["The text has %zu cashtags, which are words such as $ABC. X refuses more than one in a post from an app with self-serve access. Take the $ away from the others."] =
      "キャッシュタグ ($ABC のような語) が %zu 個あります。セルフサービスのアプリでは、X は 1 つの投稿に 1 個までしか認めません。ほかの語の $ を取ってください。",
    ["The text has a NUL character at byte offset %zu, which a post cannot have. Take it out."] =
      "バイト位置 %zu に、投稿に使えない NUL 文字があります。取り除いてください。",
    ["The text holds U+FFFE, U+FEFF or U+FFFF, which X does not take. Remove it (U+FEFF is a byte order mark)."] =
      "X で使えない文字 (U+FFFE、U+FEFF、U+FFFF のいずれか) があります。取り除いてください (U+FEFF はバイト順マークです)。",
    ["The text holds a zero byte, which X cannot take. Remove it."] =
      "本文に、X が受け付けないゼロバイト (NUL) があります。取り除いてください。",
    ["The text holds a zero byte, which cannot be kept. Remove it."] =
      "本文に、保存できないゼロバイト (NUL) があります。取り除いてください。",
    ["The text is far too long for a post: %zu bytes."] =
      "投稿としては長すぎます (%zu バイト)。",
    ["The text is longer than a draft can be (%d bytes)."] =
      "本文が下書きの上限 (%d バイト) を超えています。",
    ["The text is longer than a post may be; nothing was posted."] =
      "本文が 1 つの投稿に入る長さを超えています。投稿されていません。",
    ["The text is longer than any post at X can be."] =
      "本文が長すぎて、X のどの投稿にも収まりません。",
    ["The text is not valid UTF-8 at byte offset %zu. Save it as UTF-8, or take that byte out."] =
      "バイト位置 %zu が正しい UTF-8 ではありません。UTF-8 で保存するか、そのバイトを取り除いてください。",
    ["The text is not valid UTF-8 from byte %zu on. Save it as UTF-8."] =
      "本文の %zu バイト目から先が正しい UTF-8 ではありません。UTF-8 で保存してください。",
    ["The text is too long for a post. Shorten it."] =
      "本文が投稿には長すぎます。短くしてください。",
    ["The text is too long: it counts as %d of %d. Shorten it, or make it a thread (thread=true)."] =
      "本文が長すぎます。X の数え方 (全角は 2 文字) で %d 文字あり、上限は %d 文字です。短くするか、スレッドにしてください (thread=true)。",
    ["The text to be replaced holds a zero byte, which no draft does."] =
      "置き換える元の本文にゼロバイト (NUL) がありますが、そのような下書きはありません。",
    ["The text, or the option limit. Nothing in the console."] =
      "本文か、limit の設定です。コンソールでの変更は要りません。",
    ["The tokens of account '%s' still cannot be saved in '%s'. Make room or mend the directory, and try again from this process."] =
      "アカウント「%s」のトークンを「%s」にまだ保存できません。空きを増やすかフォルダを直して、このプロセスからもう一度お試しください。",
    ["There are %zu more accounts."] =
      "ほかに %zu 個のアカウントがあります。",
    ["There are more posts than a thread can have. Post them in parts."] =
      "1 つのスレッドに入る数を超えています。分けて投稿してください。",
    ["There are too many posts on your timeline since then. Look there yourself."] =
      "その後の投稿が多すぎて、タイムラインを調べきれません。ご自分で確認してください。",
    ["There can be at most %d accounts."] =
      "アカウントは %d 個までです。",
    ["There is no account '%s'. There are: %s."] =
      "アカウント「%s」はありません。あるのは %s です。",
    ["There is no account '%s'. There is: %s."] =
      "アカウント「%s」はありません。あるのは %s です。",
    ["There is no key among those to be forgotten."] =
      "履歴から消す key が指定されていません。",
    ["There is no place to keep the accounts: HOME is not set. Set HOME, or XDG_STATE_HOME, to an absolute path."] =
      "HOME が設定されていないため、アカウントを保存する場所がありません。HOME か XDG_STATE_HOME に絶対パスを設定してください。",
    ["There is no post among 'posts'. Give it at least one."] =
      "「posts」に投稿がありません。1 つ以上指定してください。",
    ["There is no state directory yet; the first login makes %s."] =
      "状態を保存するフォルダはまだありません。最初のログインで %s が作られます。",
    ["There is no stored login of this name, so nothing was sent."] =
      "この名前のログイン情報が保存されていないため、何も送っていません。",
    ["There is no terminal to ask at, so nothing was posted."] =
      "確認するための端末がないため、投稿していません。",
    ["There is no text: %s cannot be read: %s (error %d)."] =
      "本文がありません。%s を読めません: %s (エラー %d)。",
    ["There is no text: %s does not exist. Check its name and folder."] =
      "本文がありません。%s が見つかりません。名前とフォルダを確認してください。",
    ["There is no text: %s is a folder. Name a file in it."] =
      "本文がありません。%s はフォルダです。その中のファイルを指定してください。",
    ["There is no text: %s is a terminal, where nobody may be to type it. Give it as an argument, or through a pipe."] =
      "本文がありません。%s は端末で、入力する人がいるとは限りません。引数かパイプで渡してください。",
    ["There is no text: %s is closed. Give it as an argument or through a pipe."] =
      "本文がありません。%s は閉じています。引数かパイプで渡してください。",
    ["There is no text: %s is empty. Did what writes it fail?"] =
      "本文がありません (%s は空です)。書き込む側が失敗していませんか。",
    ["There is not enough memory. Try again."] =
      "メモリが足りません。もう一度お試しください。",
    ["There is nothing to undo: it is deleted already, or was never out. To undo another post, give its key."] =
      "削除する投稿がありません。すでに削除されたか、投稿されていません。別の投稿を削除するには、その key を指定してください。",
    ["There is nothing to undo: nothing was posted as account '%s' yet."] =
      "削除する投稿がありません。アカウント「%s」ではまだ何も投稿していません。",
    ["This Lua state is being closed."] =
      "この Lua は終了処理中です。",
    ["This SQLite (%s) was built without support for threads. Install one with it."] =
      "この SQLite (%s) はスレッドに対応していません。対応しているものをインストールしてください。",
    ["This account posted the same text within the last day, so X may refuse it. Change the text to be sure."] =
      "このアカウントは 1 日以内に同じ本文を投稿しているため、X に拒否されるかもしれません。確実に投稿するには、本文を変えてください。",
    ["This address holds both a code and an error, so it cannot be trusted. Run the login again."] =
      "このアドレスには code と error の両方があるので、信頼できません。もう一度ログインしてください。",
    ["This app is not enrolled for X's API, so X refuses every request. In X's console (console.x.com) open Apps, Manage apps, Move to package, choose Pay-per-use and the Production environment."] =
      "このアプリは X の API に登録されていないので、X はすべてのリクエストを拒否します。X のコンソール (console.x.com) で Apps → Manage apps → Move to package を開き、Pay-per-use と Production 環境を選んでください。",
    ["This app may not write. In X's console set its permissions to 'Read and write', then log in again."] =
      "このアプリには書き込みの権限がありません。X のコンソールで権限を「Read and write」にしてから、もう一度ログインしてください。",
    ["This computer does not let xpost listen at %s (error %d). Register a Callback URI with another port in X's console, User authentication settings, and name it in XPOST_REDIRECT_URI (redirect_uri)."] =
      "このマシンでは %s で待ち受けられません (エラー %d)。別のポートの Callback URI を X のコンソールの User authentication settings に登録し、XPOST_REDIRECT_URI (redirect_uri) に指定してください。",
    ["This draft is for account '%s', but would be posted as '%s'. Say which account is meant: account=."] =
      "この下書きはアカウント「%s」のものですが、「%s」で投稿しようとしています。どちらのアカウントか、account= で指定してください。",
    ["This is a draft, which was never submitted. Post it with its key."] =
      "これはまだ投稿していない下書きです。この key を付けて投稿してください。",
    ["This is not valid JSON: %s."] =
      "正しい JSON ではありません: %s。",
    ["This is not valid JSON: a member is named twice."] =
      "正しい JSON ではありません: 同じ名前のメンバーが 2 つあります。",
    ["This is only a part of the address: it holds no code. Copy the whole address from the browser's address bar."] =
      "これはアドレスの一部で、認可コードがありません。ブラウザのアドレスバーからアドレス全体をコピーしてください。",
    ["This is only a part of the address: it should hold a code and a state. Copy the whole address from the browser's address bar."] =
      "これはアドレスの一部です。code と state の両方が必要です。ブラウザのアドレスバーからアドレス全体をコピーしてください。",
    ["This is the address of another page, not the redirect URL of this login. Paste the address that the browser ends on after you allow the app."] =
      "これは別のページのアドレスで、このログインのリダイレクト URL ではありません。アプリを許可した後、ブラウザに最後に表示されるアドレスを貼り付けてください。",
    ["This is the address that starts the login, so X has not answered yet. Allow the app there, then paste the address that the browser ends on. If X shows 'Something went wrong' there, the Client ID or the redirect URL is not as in X's console."] =
      "これはログインを始めるアドレスで、X の応答はまだ入っていません。そこでアプリを許可し、ブラウザに最後に表示されたアドレスを貼り付けてください。そこで「Something went wrong」と出る場合は、Client ID かリダイレクト URL が X のコンソールのものと違います。",
    ["This is the answer to another login. Use the address that the browser ended on in the login that is waiting now."] =
      "これは別のログインへの応答です。今待っているログインで、ブラウザに最後に表示されたアドレスを使ってください。",
    ["This key was used for account '%s'. Use a new key to post as another one."] =
      "この key はアカウント「%s」で使われています。別のアカウントで投稿するには、新しい key を使ってください。",
    ["This key was used for another post, of which %zu of %zu parts are out. If it is the same thread, go on with it by resume; use a new key for a new post."] =
      "この key は別の投稿に使われていて、%2$zu 件中 %1$zu 件が投稿済みです。同じスレッドなら resume で続けてください。新しい投稿には新しい key を使ってください。",
    ["This key was used for another post. Use a new key for a new post."] =
      "この key は別の投稿に使われています。新しい投稿には新しい key を使ってください。",
    ["This machine. Nothing in the console."] =
      "このマシンです。コンソールでの変更は要りません。",
    ["This machine: $XDG_STATE_HOME/xpost, by default ~/.local/state/xpost. Nothing in the console."] =
      "このマシンの $XDG_STATE_HOME/xpost（既定は ~/.local/state/xpost）です。コンソールでの変更は要りません。",
    ["This machine: `ss -ltnp` shows who has a port. The console only for another redirect URL: User authentication settings."] =
      "このマシンです。ポートを使っているプログラムは `ss -ltnp` で分かります。別のリダイレクト URL は「User authentication settings」で登録します。",
    ["This machine: accounts.json in $XDG_STATE_HOME/xpost. Nothing in the console."] =
      "このマシンの $XDG_STATE_HOME/xpost にある accounts.json です。コンソールでの変更は要りません。",
    ["This machine: the clock, the certificates, XPOST_CA_FILE. Nothing in the console."] =
      "このマシンの時計、証明書、XPOST_CA_FILE です。コンソールでの変更は要りません。",
    ["This machine: the environment and the configuration; :checkhealth xpost lists them. The console if the redirect URL changes."] =
      "このマシンの環境変数と設定です（:checkhealth xpost で一覧できます）。リダイレクト URL を変えたら、コンソールにも登録します。",
    ["This machine: the network, https_proxy, no_proxy. :checkhealth xpost tries the way."] =
      "このマシンのネットワークと、https_proxy、no_proxy です。:checkhealth xpost で確かめられます。",
    ["This text holds characters that no web address has. Copy only the address from the browser's address bar."] =
      "アドレスには使えない文字が含まれています。ブラウザのアドレスバーからアドレスだけをコピーしてください。",
    ["This text is too long for the address that ends a login. Copy only the address from the browser's address bar."] =
      "ログインの最後のアドレスとしては長すぎます。ブラウザのアドレスバーからアドレスだけをコピーしてください。",
    ["This was begun as @%s, but account '%s' belongs to @%s now. Log in as @%s to finish it."] =
      "この投稿は @%s で始めましたが、アカウント「%s」はいま @%s のものです。続けるには @%s でログインしてください。",
    ["This was never sent, so it cannot be out."] =
      "これは一度も送信していないので、投稿されているはずがありません。",
    ["This was posted as account '%s', not as '%s'. Nothing was deleted."] =
      "これはアカウント「%2$s」ではなく「%1$s」で投稿したものです。何も削除していません。",
    ["This was posted before, and deleted since. Post it anew with another key."] =
      "一度投稿され、その後に削除されています。別の key で新しく投稿してください。",
    ["This was posted, and deleted since."] =
      "これは投稿されましたが、その後に削除されました。",
    ["This was posted, and deleted since. Post it anew with another key."] =
      "投稿された後に削除されています。別の key で新しく投稿してください。",
    ["Too many requests in a short time; X takes no more of this kind for now."] =
      "短い時間に要求が多すぎたため、X が一時的に受け付けていません。",
    ["Try again after retry_at, with the same key; or let post wait: wait=900."] =
      "retry_at を過ぎてから同じ key でやり直すか、wait=900 のように待ち時間を指定してください。",
    ["Try again later with the same key."] =
      "しばらくしてから、同じ key でやり直してください。",
    ["Try again later with the same key. The outcome of the error says what became of the post."] =
      "しばらくしてから、同じ key でやり直してください。投稿がどうなったかは outcome で分かります。",
    ["Two things exclude each other (media, a poll, a quote), an id has letters, an option has a value that X does not know, or a key was used with another text."] =
      "同時に使えないもの（画像・アンケート・引用）がある、ID に数字以外が入っている、X にない値を指定した、または同じ key を別の本文に使った場合です。",
    ["Videos take X a while, more when it is busy."] =
      "動画の処理には時間がかかり、混んでいるとさらに長くなります。",
    ["Wait and try again. For a port: end that program, or register and use a redirect URL with another port."] =
      "少し待ってやり直してください。ポートの場合は、使っているプログラムを終えるか、別のポートのリダイレクト URL を登録して使います。",
    ["What a post costs is estimated by your own prices, from XPOST_PRICES, in the place of X's of %s."] =
      "投稿の費用は、X の料金 (%s 時点) の代わりに、XPOST_PRICES で設定された料金で見積もります。",
    ["What was given as Client ID is the App ID, a number. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、数字の App ID です。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client ID looks like a secret: the Client Secret, or the API Key Secret (Consumer Secret). Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、Client Secret か API Key Secret (Consumer Secret) のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client ID looks like an OAuth 1.0a Access Token Secret. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、OAuth 1.0a の Access Token Secret のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client ID looks like an OAuth 1.0a Access Token. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、OAuth 1.0a の Access Token のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client ID looks like an OAuth 2.0 token. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、OAuth 2.0 のトークンのようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client ID looks like the API Key (Consumer Key), which is for OAuth 1.0a. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、OAuth 1.0a 用の API Key (Consumer Key) のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client ID looks like the Bearer Token. Copy the Client ID from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client ID に指定されたのは、Bearer Token のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client ID をコピーしてください。",
    ["What was given as Client Secret is a Client ID, but the Client ID is none: are they exchanged? Both are in X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'."] =
      "Client Secret に Client ID が指定され、Client ID の方は Client ID ではありません。入れ替わっていませんか。どちらも X のコンソール (console.x.com) でアプリの Keys and tokens を開くと、「OAuth 2.0 Client ID and Client Secret」にあります。",
    ["What was given as Client Secret is a Client ID. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、Client ID です。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was given as Client Secret is a number. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、数字です。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was given as Client Secret looks like an OAuth 1.0a Access Token Secret. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、OAuth 1.0a の Access Token Secret のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was given as Client Secret looks like an OAuth 1.0a Access Token. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、OAuth 1.0a の Access Token のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was given as Client Secret looks like an OAuth 2.0 token. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、OAuth 2.0 のトークンのようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was given as Client Secret looks like the API Key (Consumer Key). Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、API Key (Consumer Key) のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was given as Client Secret looks like the Bearer Token. Copy the Client Secret from X's console (console.x.com): Apps, your app, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret'. A Native App has none."] =
      "Client Secret に指定されたのは、Bearer Token のようです。X のコンソール (console.x.com) でアプリの Keys and tokens を開き、「OAuth 2.0 Client ID and Client Secret」から Client Secret をコピーしてください。Native App にはありません。",
    ["What was kept of this post cannot be read, so it cannot be looked for. Look at your timeline yourself."] =
      "この投稿の記録を読み取れないため、探せません。ご自分でタイムラインを確認してください。",
    ["What was kept of this post cannot be read, so its media are not known. Post it anew."] =
      "保存されていたこの投稿の内容を読み込めないので、メディアが分かりません。新しく投稿し直してください。",
    ["Whether X can be reached was not tried to the end: cancelled."] =
      "X に接続できるかどうかの確認は、途中でキャンセルされました。",
    ["Whether X can be reached was not tried."] =
      "X に接続できるかどうかは確認していません。",
    ["X allows no more requests of this kind for now. Try again in 15 minutes."] =
      "X のレート制限に達しました。15 分後にもう一度お試しください。",
    ["X allows no more requests of this kind for now. Try again in a while."] =
      "X のレート制限に達しました。しばらくしてからもう一度お試しください。",
    ["X allows no more token requests for now. Try again in %d min."] =
      "X がトークンのリクエストを一時的に制限しています。%d 分後にもう一度お試しください。",
    ["X allows no more token requests for now. Try again later."] =
      "X がトークンのリクエストを一時的に制限しています。しばらくしてから、もう一度お試しください。",
    ["X bills each post, more for one with a link. Automatic recharge is off, or happens at most once in five minutes."] =
      "X は投稿ごとに課金し、リンクのある投稿は高くなります。自動チャージが無効か、間に合わなかった場合です（5 分に 1 回まで）。",
    ["X could not be reached, or the connection broke."] =
      "X に接続できなかったか、接続が途中で切れました。",
    ["X could not make anything of %s. Convert it to a form that X takes, such as MP4 with H.264 and AAC."] =
      "X は %s を処理できませんでした。H.264 と AAC の MP4 など、X で使える形式に変換してください。",
    ["X counts Japanese, Chinese and Korean characters and emoji as 2, and each link as 23; the limit is 280."] =
      "X では、日本語・中国語・韓国語の文字と絵文字は 2、リンクは 1 つで 23 と数え、上限は 280 です（日本語なら 140 文字）。",
    ["X did not accept '%s' at %s, just after it was renewed."] =
      "%2$s に、X が更新したばかりの「%1$s」を受け付けませんでした。",
    ["X did not accept the request. Trying the same again will not help."] =
      "X がリクエストを受け付けませんでした。同じ内容で試しても結果は変わりません。",
    ["X did not confirm that the post was deleted; it may have been gone already. Look at your timeline."] =
      "投稿の削除を X に確認できませんでした。すでに削除されていたのかもしれません。タイムラインを確認してください。",
    ["X did not let your timeline be read in a form that can be understood. Look there yourself."] =
      "X から取得したタイムラインを解釈できません。ご自分で確認してください。",
    ["X did not say the media's id in a form that can be read. Try again later."] =
      "X の応答からメディアの ID を読み取れませんでした。後でもう一度お試しください。",
    ["X did not say what is on your timeline in a form that can be read. Try again later."] =
      "タイムラインについての X の応答を読み取れません。しばらくしてから、もう一度お試しください。",
    ["X did not say what the posts on your timeline are. Try again later."] =
      "タイムラインの投稿の内容が X の応答にありません。しばらくしてから、もう一度お試しください。",
    ["X did not say who you are in a form that can be read. Try again later."] =
      "X の応答からユーザーの情報を読み取れませんでした。後でもう一度お試しください。",
    ["X did not take %s. Trying the same file again will not help."] =
      "X は %s を受け付けませんでした。同じファイルでもう一度試しても変わりません。",
    ["X does not accept the attached media. Try again: they are uploaded anew."] =
      "X が添付のメディアを受け付けません。もう一度お試しください。メディアは新しくアップロードされます。",
    ["X does not accept the login of account '%s', not even just after it was renewed. If X has no outage, see in X's console whether the app, or your account at X, is suspended; if not, log in again."] =
      "アカウント「%s」のログインが、更新した直後でも X に受け付けられません。X に障害がなければ、アプリや X のアカウントが凍結されていないかを X のコンソールで確認してください。凍結されていなければ、もう一度ログインしてください。",
    ["X does not accept the stored login any more, and it cannot be renewed."] =
      "保存されているログインを X が受け付けず、更新もできません。",
    ["X does not accept this Client ID without a Client Secret. If the app's type is 'Web App' or 'Automated App' (X's console, User authentication settings), log in again with its secret, from Keys and tokens: as client_secret, or in XPOST_CLIENT_SECRET. Otherwise check the Client ID."] =
      "この Client ID は Client Secret なしでは X に受け付けられません。アプリの種類 (X のコンソールの User authentication settings) が「Web App」か「Automated App」なら、Keys and tokens にある Client Secret を client_secret か XPOST_CLIENT_SECRET に指定して、もう一度ログインしてください。そうでなければ Client ID を確認してください。",
    ["X does not accept this Client Secret with this Client ID. 'Regenerate' ends an older secret: copy both again from X's console, Keys and tokens, 'OAuth 2.0 Client ID and Client Secret', and log in again. If the app's type is 'Native App' or 'Single page App', it has none: log in without a Client Secret (XPOST_CLIENT_SECRET)."] =
      "この Client ID と Client Secret の組み合わせは X に受け付けられません。「Regenerate」を押すと前の Client Secret は使えなくなります。X のコンソールの Keys and tokens にある「OAuth 2.0 Client ID and Client Secret」から両方をコピーし直して、もう一度ログインしてください。アプリの種類が「Native App」か「Single page App」なら Client Secret はないので、指定せずに (XPOST_CLIENT_SECRET も) ログインしてください。",
    ["X does not accept this login. If X has no outage, log in again."] =
      "X がこのログインを受け付けません。X の障害でなければ、もう一度ログインしてください。",
    ["X does not allow this. Check the app's permissions (Read and write) and the account's state in X's console; trying again will not help."] =
      "X がこの操作を許可していません。アプリの権限 (Read and write) とアカウントの状態を X のコンソールで確認してください。同じことを試しても結果は変わりません。",
    ["X does not find its own media service, or the upload of %s. Try again later."] =
      "X のメディアサービスか、%s のアップロードが見つからない、と X が応答しました。しばらくしてから、もう一度お試しください。",
    ["X does not know the post, or does not show it to you."] =
      "その投稿は X にないか、あなたには表示されません。",
    ["X does not know this. It may have been deleted; check the id, and the address of the API."] =
      "X で見つかりません。削除されたのかもしれません。ID と API のアドレスを確認してください。",
    ["X does not let this app or this user do that."] =
      "このアプリ、またはこのユーザーには、X がその操作を許していません。",
    ["X ended the login (%s). Check the app's settings in X's console, then log in again."] =
      "X がログインを終了しました (%s)。X のコンソールでアプリの設定を確認して、もう一度ログインしてください。",
    ["X ended this login: its refresh token is not accepted any more."] =
      "X がこのログインを無効にしたため、リフレッシュトークンが使えなくなりました。",
    ["X gave no clear answer to the post. It is not known whether the post is out, so it is not sent again. Use check to look for it on your timeline."] =
      "投稿に対する X の応答がはっきりしません。投稿されたかどうか分からないので、再送しません。check でタイムラインを確認してください。",
    ["X gave no full answer to the authorization code, which works only once. Log in again."] =
      "認可コードに対する X の応答が途切れました。認可コードは一度しか使えないので、もう一度ログインしてください。",
    ["X gave no refresh token, so this login ends when its access token does."] =
      "X からリフレッシュトークンが発行されなかったため、このログインはアクセストークンの期限とともに終わります。",
    ["X has a problem (status %ld). Try again later."] =
      "X で問題が起きています (ステータス %ld)。後でもう一度お試しください。",
    ["X has the post, but it is not to be seen on your timeline yet, so its id is not known. Try again in a minute."] =
      "投稿済みですが、まだタイムラインに表示されないため、ID が分かりません。1 分ほどしてから、もう一度お試しください。",
    ["X keeps one login for each app and user. Logging in with the same app on another machine ended this one; or it was removed under Connected apps."] =
      "X が保つログインは、アプリとユーザーの組ごとに 1 つです。別のマシンで同じアプリからログインしたか、X の設定で連携を解除した場合です。",
    ["X lets '%s' be renewed no sooner than at %s."] =
      "X が「%s」の更新を受け付けるのは %s からです。",
    ["X lets an app reply to or quote only your own posts and posts that mention you. This will not change by trying again."] =
      "X では、アプリから返信や引用ができるのは、自分の投稿と、自分にメンションしている投稿だけです。もう一度試しても変わりません。",
    ["X lets an app with self-serve access, as most have, reply only to your own posts and to posts that mention or quote you. If this one is neither, X will refuse the reply."] =
      "セルフサービスのアプリ (ほとんどのアプリ) が返信できるのは、自分の投稿と、自分へのメンションや引用を含む投稿だけです。どちらでもない投稿への返信は、X に拒否されます。",
    ["X may refuse to quote this post: an app with self-serve access, as most have, can quote at most your own posts and those that mention you."] =
      "この投稿の引用は X に拒否されるかもしれません。セルフサービスのアプリ (ほとんどのアプリ) が引用できるのは、自分の投稿と、自分へのメンションを含む投稿だけです。",
    ["X no longer accepts the authorization code: it lives 30 seconds, and works once. Log in again, and paste the redirect URL at once."] =
      "認可コードはもう使えません。有効なのは 30 秒間で、一度だけです。もう一度ログインして、リダイレクト URL をすぐに貼り付けてください。",
    ["X no longer accepts the login of account '%s'. Another login with the same app, perhaps on another machine, may have ended it (X keeps one for each app and user), or it was removed in X's settings under Connected apps. Log in again; use one app for each machine."] =
      "アカウント「%s」のログインは X で使えなくなりました。同じアプリでの別のログイン (ほかのマシンなど) で無効になったか (X が保つログインは、アプリとユーザーの組ごとに 1 つです)、X の設定の「連携しているアプリ」で取り消されたと考えられます。もう一度ログインしてください。アプリはマシンごとに分けてください。",
    ["X no longer accepts the login of account '%s': an earlier renewal got no answer, and its new tokens were lost with it. Log in again."] =
      "アカウント「%s」のログインは X で使えなくなりました。前回の更新に応答がなく、新しいトークンが失われたためです。もう一度ログインしてください。",
    ["X refused the app of '%s' at %s, when it was to be renewed."] =
      "%2$s に「%1$s」を更新しようとしたとき、X がアプリを拒否しました。",
    ["X refused the app of account '%s' when its login was to be renewed. In X's console see whether the app is active, and has this Client ID and Client Secret. It is tried again in %d min; refresh tries at once."] =
      "アカウント「%s」のログインを更新しようとしましたが、X がアプリを拒否しました。アプリが有効か、Client ID と Client Secret が正しいかを X のコンソールで確認してください。%d 分後に再び試します。すぐに試すには refresh を使ってください。",
    ["X refused the login because the code belongs to another attempt. Log in again, and use the newest link only."] =
      "認可コードが別のログインのものなので、X がログインを拒否しました。もう一度ログインして、最新のリンクだけを使ってください。",
    ["X refused the login because the redirect URL differs from the one that it was started with. Log in again."] =
      "リダイレクト URL がログインを始めたときと違うので、X がログインを拒否しました。もう一度ログインしてください。",
    ["X refused the login. Check the app's settings in X's console (OAuth 2.0 on, redirect URL registered), then log in again."] =
      "X がログインを拒否しました。X のコンソールでアプリの設定を確認してから (OAuth 2.0 が有効で、リダイレクト URL が登録されているか)、もう一度ログインしてください。",
    ["X refused the post because you posted the same text a short while ago."] =
      "少し前に同じ本文を投稿しているため、X が投稿を拒否しました。",
    ["X refused this post because you have posted the same text recently. Change the text to post it again."] =
      "最近同じ本文を投稿しているので、X がこの投稿を拒否しました。もう一度投稿するには、本文を変えてください。",
    ["X refused to renew '%s' at %s: another login with the same app may have ended this one, or it was removed in X's settings."] =
      "%2$s に、X が「%1$s」の更新を拒否しました。同じアプリの別のログインで無効になったか、X の設定で取り消されたのかもしれません。",
    ["X said that this is out, and what its id is. To take it back, undo it."] =
      "X の応答に ID があったので、これは投稿済みです。削除するには undo を使ってください。",
    ["X says that it has this text already. That may be an earlier attempt of this post, which got no clear answer, or another post with the same text. Look at your timeline, or use check later."] =
      "同じ本文がすでに投稿されている、と X が応答しました。応答がはっきりしなかった前回の送信か、同じ本文の別の投稿かもしれません。タイムラインを確認するか、後で check を使ってください。",
    ["X seems to have taken the post, but did not say its id. It is not known whether the post is out, so it is not sent again. Use check to look for it on your timeline."] =
      "X は投稿を受け付けたようですが、ID を返しませんでした。投稿されたかどうか分からないので、再送しません。check でタイムラインを確認してください。",
    ["X showed 'Something went wrong': the redirect URL is not registered, the Client ID is wrong, or OAuth 2.0 is off. Or the browser is on another machine."] =
      "X に「Something went wrong」と出た場合は、リダイレクト URL が未登録か、Client ID の誤りか、OAuth 2.0 が無効です。ブラウザが別のマシンにある場合もあります。",
    ["X took too long to process a file; nothing was posted."] =
      "X でのファイルの処理に時間がかかりすぎました。投稿されていません。",
    ["X wants the access token of a user here, not that of an app. Log in again."] =
      "ここではアプリではなく、ユーザーのアクセストークンが必要です。もう一度ログインしてください。",
    ["X was not done with %s in the time that it was given. Try again later."] =
      "X での %s の処理が時間内に終わりませんでした。しばらくしてから、もう一度お試しください。",
    ["X's answer to a renewal of '%s' at %s is not known: it is under way, or the next use tries once more."] =
      "「%s」の更新 (%s) に対する X の応答が分かりません。更新の途中か、次に使うときにもう一度試します。",
    ["X's answer to a renewal of '%s' at %s is not known: it was lost more than once, so the next try waits a while."] =
      "「%s」の更新 (%s) に対する X の応答が分かりません。応答が何度か失われたので、しばらく待ってからもう一度試します。",
    ["X's answer to the token request cannot be used: %s. Try again; if it stays so, check the address of the token server."] =
      "アクセストークンリクエストへの応答を使えません: %s。もう一度お試しください。何度でも同じなら、トークンを発行するサーバーのアドレスを確認してください。",
    ["X's limit for 24 hours is used up. Try again after it is reset."] =
      "X の 24 時間の上限に達しました。リセットされた後にもう一度お試しください。",
    ["X's list allows a user 100 posts in 15 minutes, and an app 10,000 in 24 hours. Other programs with the same app count, too."] =
      "X の資料では、ユーザーごとに 15 分で 100 件、アプリごとに 24 時間で 10,000 件までです。同じアプリを使うほかのプログラムの分も数えます。",
    ["X's page of consent in the browser. Nothing has to be changed in the console."] =
      "ブラウザに出る X の許可画面です。コンソールでの変更は要りません。",
    ["X's page said no: the app was not allowed to act for you. Nothing was stored."] =
      "X の画面でアプリの連携が許可されませんでした。何も保存していません。",
    ["X's server has a problem (status 404, but not in X's words). Try again later."] =
      "X のサーバーに問題が起きています (ステータス 404 ですが、X 自身の応答ではありません)。しばらくしてから、もう一度お試しください。",
    ["X's token server gave no full answer, so it is not known whether the login of account '%s' was renewed. Try again later."] =
      "X の認可サーバーの応答が不完全で、アカウント「%s」のログインが更新されたかどうか分かりません。しばらくしてから、もう一度お試しください。",
    ["X's token server has a problem (status %ld). Try again later; the login is kept."] =
      "X の認可サーバーに問題が起きています (ステータス %ld)。しばらくしてから、もう一度お試しください。ログインはそのまま残ります。",
    ["X, or something on the way to it, had a problem of its own."] =
      "X か、そこまでの経路のどこかで問題が起きました。",
    ["XDG_STATE_HOME is '%.200s', which is not an absolute path. Correct or unset it."] =
      "XDG_STATE_HOME の「%.200s」は絶対パスではありません。直すか、解除してください。",
    ["XPOST_PRICES gives '%.*s' for '%s', which is no amount of US dollars such as %s=0.015. Correct it, or leave it out."] =
      "XPOST_PRICES の値「%.*s」(%s) は、%s=0.015 のような米ドルの金額ではありません。直すか、省いてください。",
    ["XPOST_PRICES has '%.*s', which is no price that X has. There are post, link, reply, delete, read, alt and user."] =
      "XPOST_PRICES の「%.*s」は X の料金の種類ではありません。使えるのは post、link、reply、delete、read、alt、user です。",
    ["You are @%s at X. You allowed the app to: %s."] =
      "X に @%s としてログインしました。アプリに許可したこと: %s。",
    ["You are logged in at X. You allowed the app to: %s."] =
      "X にログインしました。アプリに許可したこと: %s。",
    ["You are logged in, but X did not say who you are: %s"] =
      "ログインしましたが、どのユーザーか X に確認できませんでした: %s",
    ["You cancelled it, a callback of XpostPre forbade it, or Neovim was left. What X was asked for already is completed."] =
      "自分で取り消した、XpostPre のコールバックが止めた、または Neovim を終了した場合です。すでに X に送った要求は最後まで処理します。",
    ["You did not allow the app at X, so nothing was stored. To allow it, log in again."] =
      "X でアプリが許可されなかったため、何も保存していません。許可するには、もう一度ログインしてください。",
    ["You signed in at X as @%s, but account '%s' belongs to @%s. Its login is unchanged. Sign in at x.com as @%s and log in again, or give this login another account name."] =
      "X に @%s でログインしましたが、アカウント「%s」は @%s のものです。このアカウントのログインは変わっていません。x.com に @%s でサインインしてからもう一度ログインするか、別のアカウント名を付けてログインしてください。",
    ["Your X account is not enrolled for X's API, so X refuses every request. In X's console (console.x.com) open Apps, Manage apps, Move to package, choose Pay-per-use and the Production environment."] =
      "お使いの X アカウントは X の API に登録されていないので、X はすべてのリクエストを拒否します。X のコンソール (console.x.com) で Apps → Manage apps → Move to package を開き、Pay-per-use と Production 環境を選んでください。",
    ["Your timeline at X. Nothing in the console."] =
      "X のタイムラインです。コンソールでの変更は要りません。",
    ["a ':' is missing"] =
      "「:」がありません",
    ["a HEIC image"] =
      "HEIC 画像",
    ["a Matroska film"] =
      "Matroska 動画",
    ["a PDF document"] =
      "PDF 文書",
    ["a TIFF image"] =
      "TIFF 画像",
    ["a part of the path is not a directory"] =
      "パスの途中にフォルダでないものがあります",
    ["a sound file"] =
      "音声ファイル",
    ["a string holds a broken \\u escape"] =
      "文字列の \\u エスケープが不正です",
    ["a string holds a control character"] =
      "文字列に制御文字があります",
    ["a string holds a zero character"] =
      "文字列に NUL 文字があります",
    ["a string holds an unknown escape"] =
      "文字列に未知のエスケープがあります",
    ["a string holds half of a surrogate pair"] =
      "文字列のサロゲートペアの片方がありません",
    ["a string is missing"] =
      "文字列がありません",
    ["a user whose name X has not told yet"] =
      "名前がまだ分からないユーザー",
    ["access token"] =
      "アクセストークン",
    ["access token issued"] =
      "アクセストークン発行",
    ["access token request"] =
      "アクセストークンリクエスト",
    ["accounts.json holds %zu accounts; there can be at most %d. Remove some, or: Move the file aside and log in again."] =
      "accounts.json にアカウントが %zu 個ありますが、上限は %d 個です。いくつか削除するか、ファイルを別の場所に移してもう一度ログインしてください。",
    ["accounts.json is JSON, but was not written by xpost. Move the file aside and log in again."] =
      "accounts.json は JSON ですが、xpost が書いたものではありません。ファイルを別の場所に移して、もう一度ログインしてください。",
    ["accounts.json is damaged: account number %zu has no usable \"%s\". Mend that line, or: Move the file aside and log in again."] =
      "accounts.json が壊れています。%zu 番目のアカウントの \"%s\" がないか、使えない値です。その行を直すか、ファイルを別の場所に移してもう一度ログインしてください。",
    ["accounts.json is damaged: it has no list \"accounts\". Move the file aside and log in again."] =
      "accounts.json が壊れています。リスト \"accounts\" がありません。ファイルを別の場所に移して、もう一度ログインしてください。",
    ["accounts.json is damaged: it holds the account '%s' twice. Remove one, or: Move the file aside and log in again."] =
      "accounts.json が壊れています。アカウント「%s」が 2 つあります。片方を削除するか、ファイルを別の場所に移してもう一度ログインしてください。",
    ["accounts.json is damaged: its \"default\" names none of its accounts. Mend that line, or: Move the file aside and log in again."] =
      "accounts.json が壊れています。\"default\" がどのアカウントの名前でもありません。その行を直すか、ファイルを別の場所に移してもう一度ログインしてください。",
    ["accounts.json is damaged: the account '%s' has no usable \"%s\". Mend that line, or: Move the file aside and log in again."] =
      "accounts.json が壊れています。アカウント「%s」の \"%s\" がないか、使えない値です。その行を直すか、ファイルを別の場所に移してもう一度ログインしてください。",
    ["accounts.json is empty. Move the file aside and log in again."] =
      "accounts.json が空です。ファイルを別の場所に移して、もう一度ログインしてください。",
    ["accounts.json is not valid JSON; it may have been cut off. Move the file aside and log in again."] =
      "accounts.json が正しい JSON ではありません。途中で切れているのかもしれません。ファイルを別の場所に移して、もう一度ログインしてください。",
    ["accounts.json was written by a newer xpost (its version is %lld, this xpost knows %d). Update xpost."] =
      "accounts.json は新しい xpost が書いたものです (バージョン %lld、この xpost が読めるのは %d まで)。xpost を更新してください。",
    ["an AVIF image"] =
      "AVIF 画像",
    ["an unknown time"] =
      "不明な時刻",
    ["authorization code"] =
      "認可コード",
    ["authorization request"] =
      "認可コードリクエスト",
    ["authorization server"] =
      "認可サーバー",
    ["change bookmarks"] =
      "ブックマークを変更する",
    ["change your lists"] =
      "リストを変更する",
    ["client app"] =
      "クライアントアプリ",
    ["client id"] =
      "Client ID",
    ["client secret"] =
      "Client Secret",
    ["code verifier"] =
      "code verifier",
    ["consent is asked"] =
      "認可リクエスト",
    ["console.x.com, your app, Keys and tokens: OAuth 2.0 Client ID and Client Secret. The type is under User authentication settings."] =
      "console.x.com でアプリを開き、「Keys and tokens」の「OAuth 2.0 Client ID and Client Secret」。種類は「User authentication settings」にあります。",
    ["console.x.com, your app, User authentication settings: App permissions must be Read and write. Then X's page of consent."] =
      "console.x.com でアプリの「User authentication settings」を開き、「App permissions」が「Read and write」であることを確かめ、X の許可画面で許可します。",
    ["console.x.com, your app, User authentication settings: App permissions."] =
      "console.x.com でアプリの「User authentication settings」を開き、「App permissions」を確かめます。",
    ["console.x.com, your app, User authentication settings: OAuth 2.0 on, and the Callback URI."] =
      "console.x.com でアプリを開き、「User authentication settings」で OAuth 2.0 を有効にし、Callback URI の欄に登録します。",
    ["console.x.com, your app: is it active? Nothing else, as a rule."] =
      "console.x.com でアプリが有効かどうかを確かめます。ほかは通常、変更は要りません。",
    ["console.x.com: Apps, Manage apps, Move to package, Pay-per-use, Production environment."] =
      "console.x.com で「Apps」→「Manage apps」→「Move to package」と進み、「Pay-per-use」と「Production」環境を選びます。",
    ["console.x.com: the spending limit, and the use so far."] =
      "console.x.com で、支出の上限とこれまでの利用量を確かめます。",
    ["follow and unfollow"] =
      "フォローする・外す",
    ["it changed while it was read. Try again when it is complete."] =
      "読み込み中に変わりました。ファイルが完成してから、もう一度お試しください。",
    ["it ends in the middle of a string"] =
      "文字列の途中で終わっています",
    ["it ends too early"] =
      "途中で終わっています",
    ["it ends too early, or a ',' is missing"] =
      "途中で終わっているか、「,」がありません",
    ["it has no valid access token"] =
      "正しいアクセストークンがありません",
    ["it has too many levels"] =
      "入れ子が深すぎます",
    ["it holds a broken number"] =
      "数値が不正です",
    ["it holds a number that is too large"] =
      "大きすぎる数値があります",
    ["it holds something that is no value"] =
      "値でないものがあります",
    ["it holds text that is not UTF-8"] =
      "UTF-8 でないテキストがあります",
    ["it is a folder. Name a file in it."] =
      "フォルダです。その中のファイルを指定してください。",
    ["it is an address, not a file. Save what is there, and name that."] =
      "ファイルではなくアドレスです。内容を保存して、そのファイルを指定してください。",
    ["it is empty."] =
      "空のファイルです。",
    ["it is not a regular file."] =
      "通常のファイルではありません。",
    ["it is not there"] =
      "見つかりません",
    ["it is not valid JSON"] =
      "正しい JSON ではありません",
    ["it is too long"] =
      "長すぎます",
    ["its name is too long"] =
      "名前が長すぎます",
    ["its refresh token is not valid"] =
      "リフレッシュトークンが不正です",
    ["its token is not of the type 'bearer'"] =
      "トークンの種類が「bearer」ではありません",
    ["libcurl could not be initialised."] =
      "libcurl を初期化できません。",
    ["libcurl refused a setting, so nothing was sent. Is it older than the one that xpost was built with?"] =
      "libcurl が設定を受け付けないため、何も送信していません。ビルドに使った libcurl より古いものではありませんか。",
    ["like and unlike"] =
      "いいねする・取り消す",
    ["offline.access was not allowed, it was not used for about six months, the app or your user is suspended, or a renewal was cut off before its answer came."] =
      "offline.access が許可されていない、半年ほど使わなかった、アプリかユーザーが凍結された、または更新の応答を受け取る前に通信が切れた場合です。",
    ["permission denied"] =
      "アクセスが許可されていません",
    ["read direct messages"] =
      "ダイレクトメッセージを読む",
    ["read posts"] =
      "投稿を読む",
    ["redirect url"] =
      "リダイレクト URL",
    ["refresh token"] =
      "リフレッシュトークン",
    ["renewal"] =
      "更新",
    ["reply_settings is one of following, mentionedUsers, subscribers, verified. Leave it out to let everyone reply."] =
      "reply_settings は following、mentionedUsers、subscribers、verified のどれかです。誰でも返信できるようにするには、指定しないでください。",
    ["resource server"] =
      "リソースサーバー",
    ["see bookmarks"] =
      "ブックマークを見る",
    ["see what you like"] =
      "いいねを見る",
    ["see who you are"] =
      "あなたのプロフィールを見る",
    ["see whom you follow"] =
      "フォロー中のユーザーを見る",
    ["see your e-mail address"] =
      "あなたのメールアドレスを見る",
    ["see your lists"] =
      "リストを見る",
    ["standard input"] =
      "標準入力",
    ["status %ld"] =
      "ステータス %ld",
    ["stay logged in"] =
      "ログインを続ける",
    ["the connection had been closed"] =
      "接続はすでに切れていました",
    ["the disk is full"] =
      "ディスクの空きがありません",
    ["the disk quota is used up"] =
      "ディスクの割り当て容量を使い切っています",
    ["the disk reports an error"] =
      "ディスクのエラーです",
    ["the file may not grow that large"] =
      "ファイルの大きさの上限を超えます",
    ["the file system does not support it"] =
      "このファイルシステムではできません",
    ["the file system is read-only"] =
      "ファイルシステムが読み取り専用です",
    ["the system reports an error"] =
      "システムのエラーです",
    ["the system's store"] =
      "システムの証明書ストア",
    ["the user allows it"] =
      "ユーザーが認可",
    ["there are too many symbolic links on the way"] =
      "途中のシンボリックリンクが多すぎます",
    ["there is no such file. Check its name and folder."] =
      "ファイルが見つかりません。名前とフォルダを確認してください。",
    ["there is not enough memory"] =
      "メモリが足りません",
    ["there is something after its end"] =
      "終わりの後に余分なものがあります",
    ["too many files are open"] =
      "開いているファイルが多すぎます",
    ["upload media"] =
      "メディアをアップロードする",
    ["user"] =
      "ユーザー",
    ["write and delete posts"] =
      "投稿を書く・削除する",
    ["write direct messages"] =
      "ダイレクトメッセージを送る",
    ["x.com/settings/connected_apps shows what you allowed. For another machine make another app at console.x.com."] =
      "許可したアプリは x.com/settings/connected_apps で見られます。別のマシンのためのアプリは console.x.com で作ります。",
  },
  lua = {
    ["! is for ':XHistory! resume' and ':XHistory! undo': do not ask."] =
      "! を付けて確認を省けるのは :XHistory! resume と :XHistory! undo だけです。",
    ["%d  %s: %s to %s"] =
      "%d  %s: %sから%sへ",
    ["%d  %s: %s to %s, with %s"] =
      "%d  %s: %sから%sへ (%s)",
    ["%d bytes"] =
      "%d バイト",
    ["%d days"] =
      "%d 日",
    ["%d h"] =
      "%d 時間",
    ["%d min"] =
      "%d 分",
    ["%d of %d are out"] =
      "%2$d 件中 %1$d 件は投稿済みです",
    ["%d of %d posted"] =
      "%d/%d 投稿済み",
    ["%d of %d, %s"] =
      "%d/%d、%s",
    ["%d of the %d posts that this was made of are out, and would be posted again."] =
      "元の %2$d 件のうち %1$d 件は投稿済みで、もう一度投稿されます。",
    ["%d of the thread posted"] =
      "スレッドの %d 件は投稿済み",
    ["%d posts are out, the next may be. %s"] =
      "%d 件は投稿済みです。次の 1 件は投稿されたかどうか分かりません。%s",
    ["%d posts are out, the rest is not. %s"] =
      "%d 件は投稿済みです。残りは投稿されていません。%s",
    ["%d posts, each a reply to the one before"] =
      "%d 件のスレッド (それぞれ前の投稿への返信)",
    ["%d s"] =
      "%d 秒",
    ["%d/%d is out: %s"] =
      "%d/%d は投稿済み: %s",
    ["%s %s"] =
      "%s%s",
    ["%s ':XHistory open' to change it."] =
      "%s:XHistory open で書き直せます。",
    ["%s ':XHistory resume' goes on."] =
      "%s:XHistory resume で続けられます。",
    ["%s ':XHistory' keeps the text."] =
      "%s本文は :XHistory に残っています。",
    ["%s (:XHistory check)"] =
      "%s:XHistory check で確かめられます。",
    ["%s (:help xpost-error-%s)"] =
      "%s (:help xpost-error-%s)",
    ["%s (for %d of %d)"] =
      "%s (%d/%d 件目)",
    ["%s (prices of %s)"] =
      "%s (%s の料金)",
    ["%s (reads: %s)"] =
      "%s (読み取りに%s)",
    ["%s At %s."] =
      "%s%s から再試行できます。",
    ["%s On %s at %s."] =
      "%s%s %s から再試行できます。",
    ["%s Run `luarocks --lua-version 5.1 make` in a clone of xpost, then restart Neovim."] =
      "%sxpost を clone したフォルダで luarocks --lua-version 5.1 make を実行し、Neovim を起動し直してください。",
    ["%s Run `make` in %s (it says what is missing; the headers of Lua 5.1 are needed), then restart Neovim."] =
      "%s%s で make を実行し、Neovim を起動し直してください (足りないものは make が表示します。Lua 5.1 のヘッダーが必要です)。",
    ["%s Run `make` in the folder of xpost, or `make install`."] =
      "%sxpost のフォルダで make か make install を実行してください。",
    ["%s has to be a table or a function that returns one, not a %s"] =
      "%s はテーブルか、テーブルを返す関数にしてください (今は %s)",
    ["%s is too old"] =
      "%s は古すぎます",
    ["%s, ]] = next post"] =
      "%s、]] = 次の投稿",
    ["%s, with a link:"] =
      "%s、リンクあり:",
    ["%s."] =
      "%s。",
    ["%s. :XHistory resume goes on."] =
      "%s。:XHistory resume で続けられます。",
    ["'%s' cannot be used: after '=' there has to be %s, without a space before it. If it is text, put '-- ' before it."] =
      "「%s」は使えません。「=」のすぐ後に%sを書いてください。本文なら、前に「-- 」を付けてください。",
    ["'%s=' is there twice. Remove one of them."] =
      "「%s=」が 2 つあります。1 つにしてください。",
    ["':XAccount %s' is not known: status, use NAME, refresh, logout, cancel."] =
      ":XAccount %s はありません。使えるのは status、use NAME、refresh、logout、cancel です。",
    ["':XCompose new' begins another draft."] =
      "別の下書きは :XCompose new で始められます。",
    ["':XHistory %s' is not known: %s."] =
      ":XHistory %s はありません。使えるのは %s です。",
    ["'Something went wrong' at X? e changes the Client ID."] =
      "X に「Something went wrong」と出たら e で Client ID を変更できます。",
    ["(X did not say where)"] =
      "(X からリンクが返りませんでした)",
    ["(m shows more)"] =
      "(m で続きを表示)",
    ["(not known who)"] =
      "(ユーザー不明)",
    ["(there are more: m shows them)"] =
      "(ほかにもあります: m で表示)",
    ["1 of the %d posts that this was made of is out, and would be posted again."] =
      "元の %d 件のうち 1 件は投稿済みで、もう一度投稿されます。",
    ["1 post is out, the next may be. %s"] =
      "1 件は投稿済みです。次の 1 件は投稿されたかどうか分かりません。%s",
    ["1 post is out, the rest is not. %s"] =
      "1 件は投稿済みです。残りは投稿されていません。%s",
    ["A range and a text were given: which one is to be posted? Give one of them."] =
      "範囲と本文の両方が指定されています。どちらか一方だけを指定してください。",
    ["All, newest first:"] =
      "すべて (新しい順):",
    ["Allow the app at this URL: y copies it, o opens it."] =
      "この URL でアプリを許可してください (y でコピー、o で開く)。",
    ["Alt text: %s"] =
      "代替テキスト: %s",
    ["Delete these %d posts of %s at X?"] =
      "%2$s のこの %1$d 件を X から削除しますか?",
    ["Delete this post of %s at X?"] =
      "%s のこの投稿を X から削除しますか?",
    ["Done."] =
      "完了しました。",
    ["Enter open"] =
      "Enter 開く",
    ["File: %s"] =
      "ファイル: %s",
    ["If X says 'Something went wrong': that has to be a Callback URI of the app, exactly so\n(X's console, User authentication settings), and the Client ID that of the app."] =
      "X に「Something went wrong」と出たら、そのアドレスがアプリの Callback URI として一字一句同じに\n登録されているか (X のコンソールの User authentication settings)、Client ID が正しいかを確認してください。",
    ["If X says 'Something went wrong': that has to be a Callback URI of the app, exactly so (X's console, User authentication settings), and %s its Client ID (e changes it)."] =
      "X に「Something went wrong」と出たら、そのアドレスがアプリの Callback URI として一字一句同じに登録されているか (X のコンソールの User authentication settings)、Client ID が %s でよいかを確認してください (e で変更)。",
    ["If the page that comes then cannot be opened, copy its address, which begins with\n%s, and paste it here within 30 seconds, followed by Enter."] =
      "その後のページを開けないときは、そのアドレス (%s で始まる) をコピーし、\n30 秒以内にここに貼り付けて Enter を押してください。",
    ["If the page that comes then cannot be opened, paste its address below within 30 seconds and press Enter. It begins with %s"] =
      "その後のページを開けないときは、そのアドレス (%s で始まる) を 30 秒以内に下に貼り付けて Enter を押してください。",
    ["Image: %s"] =
      "画像: %s",
    ["Is this on the timeline of %s?"] =
      "これは %s のタイムラインにありますか?",
    ["It is not out: its text is lost."] =
      "投稿されていません。本文は失われます。",
    ["It is posted, but: %s"] =
      "投稿済みですが、次の問題がありました: %s",
    ["It may be out, and could not be looked for any more. Its text is lost here."] =
      "投稿されたかもしれませんが、もう調べられなくなり、本文もここから失われます。",
    ["It may be posted. %s"] =
      "投稿されたかどうか分かりません。%s",
    ["Its Client Secret (nothing for a Native App): "] =
      "Client Secret (Native App なら空のまま Enter): ",
    ["Its link or id: "] =
      "その投稿のリンクか ID: ",
    ["Its rest is not out, and is lost. Nothing is deleted at X."] =
      "残りは投稿されておらず、失われます。X からは何も削除されません。",
    ["Log out %s, and forget it here?"] =
      "%s をログアウトし、このマシンから消しますか?",
    ["Log out the default account, and forget it here?"] =
      "既定のアカウントをログアウトし、このマシンから消しますか?",
    ["Logging in to X  (q or Ctrl-C cancels)"] =
      "X にログイン  (q か Ctrl-C でキャンセル)",
    ["Looking at the network took more than %d s, and was ended: perhaps a name lookup hangs."] =
      "ネットワークの確認が %d 秒で終わらないため、打ち切りました。名前解決 (DNS) が止まっているのかもしれません。",
    ["No"] =
      "いいえ",
    ["No alt text."] =
      "代替テキストがありません。",
    ["No text was given. Give it as an argument, or - for standard input."] =
      "本文が指定されていません。引数で渡すか、- を指定して標準入力から渡してください。",
    ["Not finished:"] =
      "終わっていないもの:",
    ["Not logged in to X  (q closes this)"] =
      "X にログインできません  (q で閉じる)",
    ["Not posted."] =
      "投稿されていません。",
    ["Not posted. %s"] =
      "投稿されていません。%s",
    ["Not posted: %s"] =
      "投稿しませんでした: %s",
    ["Note: %s"] =
      "注意: %s",
    ["Note: see what is said at post %d."] =
      "注意: 投稿 %d の説明をご覧ください。",
    ["Note: see what is said at posts %s and %d."] =
      "注意: 投稿 %s、%d の説明をご覧ください。",
    ["Note: this was begun before, under the key %s (%s)."] =
      "注意: これは前に key %s で始めたものです (%s)。",
    ["Nothing is deleted at X."] =
      "X からは何も削除されません。",
    ["Nothing was posted yet."] =
      "まだ何も投稿されていません。",
    ["OAuth 2.0 Client ID (console.x.com): "] =
      "OAuth 2.0 の Client ID (console.x.com): ",
    ["Open this URL in a browser and allow the app (y copies it, o opens it):"] =
      "この URL をブラウザで開き、アプリを許可してください (y でコピー、o で開く):",
    ["Open this URL in your browser and allow the app:"] =
      "この URL をブラウザで開き、アプリを許可してください:",
    ["Or paste the address of the page that cannot be opened:"] =
      "または、開けないページのアドレスを貼り付けてください:",
    ["Post %d is too long (%d/%d). A thread of %d is refused too:"] =
      "投稿 %d は長すぎます (%d/%d)。%d 件のスレッドにしても受け付けられません:",
    ["Post %d is too long (%d/%d): a thread of %d?"] =
      "投稿 %d は長すぎます (%d/%d)。%d 件のスレッドにしますか?",
    ["Post as:"] =
      "投稿するアカウント:",
    ["Post these %d as %s, for %s?"] =
      "この %d 件を %s として投稿しますか? (%s)",
    ["Post these %d as %s?"] =
      "この %d 件を %s として投稿しますか?",
    ["Post these %d, the rest of %d, as %s?"] =
      "%2$d 件のうち残りの %1$d 件を %3$s として投稿しますか?",
    ["Post these %d?"] =
      "この %d 件を投稿しますか?",
    ["Post this as %s, for %s?"] =
      "これを %s として投稿しますか? (%s)",
    ["Post this as %s?"] =
      "これを %s として投稿しますか?",
    ["Post this, the rest of %d, as %s?"] =
      "%d 件のうち残りの 1 件を %s として投稿しますか?",
    ["Post this?"] =
      "これを投稿しますか?",
    ["Posted: %s"] =
      "投稿しました: %s",
    ["Posted: %s (%d posts)"] =
      "投稿しました: %s (%d 件)",
    ["Remove this from the history?"] =
      "これを履歴から消しますか?",
    ["See :help xpost."] =
      ":help xpost をご覧ください。",
    ["Something is wrong with post %d: see there."] =
      "投稿 %d に問題があります。その説明をご覧ください。",
    ["Something is wrong with posts %s and %d: see there."] =
      "投稿 %s、%d に問題があります。それぞれの説明をご覧ください。",
    ["The C module cannot be loaded."] =
      "C モジュールを読み込めません。",
    ["The answer was not yes, so nothing was posted."] =
      "y と答えなかったため、投稿しませんでした。",
    ["The configuration cannot be read: %s"] =
      "設定を読み取れません: %s",
    ["The last time: %s"] =
      "前回: %s",
    ["The loader said: %s"] =
      "ローダーのメッセージ: %s",
    ["The page that comes then begins with %s\nIf it cannot be opened, as the browser is on another computer, use login{paste = true}."] =
      "その後のページは %s で始まります。\nブラウザが別のマシンにあって開けないときは、login{paste = true} を使ってください。",
    ["The text is %.1f MB long, which is no post. Select a part of it."] =
      "本文が %.1f MB もあり、投稿できません。一部を選択してください。",
    ["The text that this was made of may be out: ':XHistory check' looks for it."] =
      "元の本文は投稿されたかもしれません。:XHistory check で確かめられます。",
    ["There is no account yet. Log in with :XLogin"] =
      "アカウントがまだありません。:XLogin でログインしてください。",
    ["This cannot be posted as %s."] =
      "これは %s として投稿できません。",
    ["This cannot be posted."] =
      "これは投稿できません。",
    ["This cannot be taken back."] =
      "元には戻せません。",
    ["This is a window of xpost, not a text."] =
      "ここは xpost のウィンドウなので、投稿できません。",
    ["This is a window of xpost, not a text. Answer what it asks first."] =
      "ここは xpost のウィンドウなので、投稿できません。先に質問に答えてください。",
    ["Too long (%d/%d) with the white space at its ends, which is left out."] =
      "前後の空白を含めると長すぎるため (%d/%d)、空白は除きます。",
    ["Too long for one post (%d/%d). A thread of %d is refused too:"] =
      "1 件の投稿には長すぎます (%d/%d)。%d 件のスレッドにしても受け付けられません:",
    ["Too long for one post (%d/%d): a thread of %d?"] =
      "1 件の投稿には長すぎます (%d/%d)。%d 件のスレッドにしますか?",
    ["Video: %s"] =
      "動画: %s",
    ["What to do: %s"] =
      "対処: %s",
    ["Where: %s"] =
      "場所: %s",
    ["Whether %d of %d is out is not known: X is asked first, which it bills."] =
      "%d/%d は投稿されたかどうか分かりません。先に X に問い合わせます (料金がかかります)。",
    ["Whether it is out is not known: X is asked first, which it bills."] =
      "投稿されたかどうか分かりません。先に X に問い合わせます (料金がかかります)。",
    ["Why: %s"] =
      "原因: %s",
    ["X did not say where this is: check it."] =
      "X からリンクが返っていません。:XHistory check で確かめてください。",
    ["XPOST_CLIENT_ID still holds another Client ID: correct it there."] =
      "環境変数 XPOST_CLIENT_ID は別の Client ID のままです。そちらも直してください。",
    ["Yes"] =
      "はい",
    ["a login is under way; <C-c> in its window cancels it."] =
      "ログインの途中です。そのウィンドウで Ctrl-C を押すとキャンセルできます。",
    ["a reply to %s"] =
      "%s への返信",
    ["a secret does not belong in a configuration; :XLogin asks for it, or set XPOST_CLIENT_SECRET in the environment"] =
      "秘密情報は設定に書けません。:XLogin で入力するか、環境変数 XPOST_CLIENT_SECRET で渡してください",
    ["a value"] =
      "値",
    ["a whole number"] =
      "整数",
    ["about $%s"] =
      "約 $%s",
    ["accounts"] =
      "アカウント",
    ["all of this is out."] =
      "すべて投稿済みです。",
    ["an autocommand of %s failed: %s"] =
      "%s の自動コマンドが失敗しました: %s",
    ["authorization code issued"] =
      "認可コード発行",
    ["c check"] =
      "c 確認",
    ["cancelled"] =
      "キャンセル",
    ["checking"] =
      "確認中",
    ["checking %d/%d"] =
      "確認中 %d/%d",
    ["clock"] =
      "時計",
    ["close the command-line window first."] =
      "先にコマンドラインウィンドウを閉じてください。",
    ["confidential client"] =
      "コンフィデンシャルクライアント",
    ["copy the URL with y, and open it in a browser."] =
      "y で URL をコピーし、ブラウザで開いてください。",
    ["costs nothing"] =
      "無料",
    ["d forget"] =
      "d 履歴から消す",
    ["deleted"] =
      "削除済み",
    ["deleted %d posts; X bills %s."] =
      "%d 件を削除しました。料金は%s です。",
    ["deleted; X bills %s."] =
      "削除しました。料金は%s です。",
    ["deleting"] =
      "削除中",
    ["done"] =
      "完了",
    ["draft"] =
      "下書き",
    ["e = edit, n = close"] =
      "e = 書き直す、n = 閉じる",
    ["expired: log in again"] =
      "期限切れ (もう一度ログインしてください)",
    ["failed"] =
      "失敗",
    ["files"] =
      "ファイル",
    ["going on"] =
      "続きを投稿中",
    ["has to be \"en\" or \"ja\""] =
      "\"en\" か \"ja\" にしてください",
    ["has to be a list of strings"] =
      "文字列のリストにしてください",
    ["has to be a list that is not empty"] =
      "空でないリストにしてください",
    ["has to be a string or a list of strings"] =
      "文字列か、文字列のリストにしてください",
    ["has to be a string that is not empty"] =
      "空でない文字列にしてください",
    ["has to be a whole number above 0"] =
      "1 以上の整数にしてください",
    ["has to be false or a function"] =
      "false か関数にしてください",
    ["has to be the name of a register"] =
      "レジスタの名前にしてください",
    ["has to be true or false"] =
      "true か false にしてください",
    ["has to be true, false or a function"] =
      "true、false か関数にしてください",
    ["holds a NUL byte"] =
      "NUL バイトがあります",
    ["is not known"] =
      "そのような設定はありません",
    ["it is left open."] =
      "保留にしました。",
    ["it is not known whether this is out: check it first."] =
      "投稿されたかどうか分かりません。先に :XHistory check で確かめてください。",
    ["it is not out"] =
      "投稿されていません",
    ["it is out"] =
      "投稿済みです",
    ["it stays."] =
      "消しませんでした。",
    ["its folder is not known"] =
      "フォルダが分かりません",
    ["kept as a draft."] =
      "下書きとして保存しました。",
    ["key %s"] =
      "key %s",
    ["labelled as a paid partnership"] =
      "「有料パートナーシップ」のラベル付き",
    ["labelled as made with AI"] =
      "「AI で作成」のラベル付き",
    ["length %d of %d"] =
      "長さ %d/%d",
    ["log in again in %s"] =
      "%s後にもう一度ログインが必要",
    ["logged in as @%s."] =
      "@%s としてログインしました。",
    ["logged in as @%s: account '%s'."] =
      "@%s としてログインしました (アカウント「%s」)。",
    ["logged in."] =
      "ログインしました。",
    ["logged out: %s"] =
      "%s をログアウトしました。",
    ["logging in"] =
      "ログイン中",
    ["logging out"] =
      "ログアウト中",
    ["looking for it on the timeline"] =
      "タイムラインで確認中",
    ["looking on the timeline"] =
      "タイムラインで確認中",
    ["looking on the timeline for %d of %d"] =
      "タイムラインで確認中 %d/%d",
    ["m more"] =
      "m 続き",
    ["may be posted"] =
      "投稿されたかどうか不明",
    ["may reply: %s"] =
      "返信できる人: %s",
    ["may: %s"] =
      "許可: %s",
    ["n = close"] =
      "n = 閉じる",
    ["network"] =
      "ネットワーク",
    ["no reason was given"] =
      "理由は示されていません",
    ["no text"] =
      "本文なし",
    ["nobody"] =
      "不明なアカウント",
    ["not counted: %s"] =
      "数えられません: %s",
    ["not known"] =
      "不明",
    ["not logged in."] =
      "ログインしていません。",
    ["not posted"] =
      "投稿されていません",
    ["not posted."] =
      "投稿しませんでした。",
    ["not posted: %s"] =
      "投稿しませんでした: %s",
    ["not sent"] =
      "未送信",
    ["not valid UTF-8"] =
      "正しい UTF-8 ではありません",
    ["nothing is deleted."] =
      "削除しませんでした。",
    ["nothing is deleted: this changed meanwhile. Look again."] =
      "その間に変わったため、削除しませんでした。もう一度確かめてください。",
    ["nothing is under way."] =
      "実行中の処理はありません。",
    ["nothing is wrong in vim.g.xpost and setup()"] =
      "vim.g.xpost と setup() に問題はありません",
    ["nothing of this is out."] =
      "まだ何も投稿されていません。",
    ["nothing was posted yet."] =
      "まだ何も投稿されていません。",
    ["o = it is out, X = it is not, n = leave it open"] =
      "o = ある、X = ない、n = 保留する",
    ["only those you follow may reply"] =
      "フォロー中の人だけが返信できます",
    ["only those you mention may reply"] =
      "メンションした人だけが返信できます",
    ["only verified accounts may reply"] =
      "認証済みアカウントだけが返信できます",
    ["only your subscribers may reply"] =
      "サブスクライバーだけが返信できます",
    ["options are not kept with a text: give them to :XPost again."] =
      "オプションは本文と一緒に保存されません。:XPost でもう一度指定してください。",
    ["posted"] =
      "投稿済み",
    ["posted %d of %d"] =
      "投稿済み %d/%d",
    ["posted %d: %s"] =
      "%d 件を投稿: %s",
    ["posted %s"] =
      "投稿しました: %s",
    ["posting"] =
      "投稿中",
    ["posting %d of %d"] =
      "投稿中 %d/%d",
    ["posting %d/%d"] =
      "投稿中 %d/%d",
    ["posts go out as %s from now on."] =
      "これからは %s として投稿します。",
    ["processing"] =
      "処理待ち",
    ["public client"] =
      "パブリッククライアント",
    ["q close"] =
      "q 閉じる",
    ["quotes %s"] =
      "%s を引用",
    ["r resume"] =
      "r 続ける",
    ["redirect URIs"] =
      "リダイレクト URL",
    ["refused"] =
      "拒否",
    ["removed from the history."] =
      "履歴から消しました。",
    ["renewed; the next time is in %s."] =
      "更新しました。次は %s後です。",
    ["renewing"] =
      "更新中",
    ["renewing the login ..."] =
      "ログインを更新中 ...",
    ["renews itself at the next post"] =
      "次の投稿のときに自動で更新",
    ["renews itself in %s"] =
      "%s後に自動で更新",
    ["replaces %s"] =
      "%s を置き換え",
    ["servers are set in the environment alone (XPOST_API_URL)"] =
      "サーバーは環境変数でだけ指定できます (XPOST_API_URL)",
    ["servers are set in the environment alone (XPOST_AUTHORIZE_URL)"] =
      "サーバーは環境変数でだけ指定できます (XPOST_AUTHORIZE_URL)",
    ["servers are set in the environment alone (XPOST_TOKEN_URL)"] =
      "サーバーは環境変数でだけ指定できます (XPOST_TOKEN_URL)",
    ["settings"] =
      "設定",
    ["that is no link of a post, and no id: it is left open."] =
      "投稿のリンクでも ID でもないため、保留にしました。",
    ["the URL is copied."] =
      "URL をコピーしました。",
    ["the configuration still has another client_id: correct it there."] =
      "設定の client_id は別のもののままです。そちらも直してください。",
    ["the default account"] =
      "既定のアカウント",
    ["the draft is not kept: %s"] =
      "下書きを保存できません: %s",
    ["the draft was changed or posted meanwhile: kept as another."] =
      "下書きがその間に変更または投稿されたため、別の下書きとして保存しました。",
    ["the history has no '%s'."] =
      "履歴に「%s」はありません。",
    ["the history has this text already."] =
      "この本文はすでに履歴にあります。",
    ["the link is copied."] =
      "リンクをコピーしました。",
    ["the login failed."] =
      "ログインできません。",
    ["there is no draft '%s'."] =
      "下書き「%s」はありません。",
    ["there is no text to keep."] =
      "保存する本文がありません。",
    ["there is nothing to check: what became of each post is known."] =
      "確認するものはありません。どの投稿も結果が分かっています。",
    ["there is nothing to resume."] =
      "続けられるものはありません。",
    ["there is nothing to undo."] =
      "削除できるものはありません。",
    ["this Lua is neither 5.4 nor LuaJIT"] =
      "この Lua は 5.4 でも LuaJIT でもありません",
    ["this buffer is counted."] =
      "このバッファの文字数を数えます。",
    ["this buffer is not counted any more."] =
      "このバッファの文字数を数えるのをやめました。",
    ["this cannot be gone on with."] =
      "これは続けられません。",
    ["this cannot be posted: %s"] =
      "これは投稿できません: %s",
    ["this draft was posted meanwhile; nothing is sent. ':%XPost' sends it anew."] =
      "この下書きはその間に投稿されたため、送りませんでした。もう一度送るには :%XPost を使ってください。",
    ["this has no link: it is not out, or X did not say where."] =
      "リンクがありません。投稿されていないか、X からリンクが返っていません。",
    ["this is a draft: open it with Enter, and then :XPost."] =
      "これは下書きです。Enter で開いてから :XPost で投稿してください。",
    ["this is blank: the draft stays as it was."] =
      "空白だけなので、下書きは元のままです。",
    ["this is deleted already."] =
      "すでに削除されています。",
    ["this is no draft: ':XHistory open %s' opens its text."] =
      "これは下書きではありません。:XHistory open %s で本文を開けます。",
    ["this was deleted; open its text to post it anew."] =
      "削除済みです。もう一度投稿するには、本文を開いてください。",
    ["to community %s"] =
      "コミュニティ %s へ",
    ["too long to count"] =
      "長すぎて数えられません",
    ["too many words after ':XAccount %s'."] =
      ":XAccount %s の後の語が多すぎます。",
    ["too many words after ':XHistory list'."] =
      ":XHistory list の後の語が多すぎます。",
    ["true or false"] =
      " true か false ",
    ["try again after %s"] =
      "%s 以降にもう一度",
    ["u undo"] =
      "u 削除",
    ["uploading"] =
      "アップロード中",
    ["uploading %d%%"] =
      "アップロード中 %d%%",
    ["uploading %s, %d%%"] =
      "%s をアップロード中 %d%%",
    ["waiting for X until %s"] =
      "X の応答待ち (%s まで)",
    ["waiting until %s"] =
      "%s まで待機",
    ["waiting until %s for X's limit"] =
      "X のレート制限のため %s まで待機",
    ["waiting until X has processed %s"] =
      "X での %s の処理待ち",
    ["what became of this is known."] =
      "これは結果が分かっています。",
    ["with ! there are no words: it switches the count."] =
      "! を付けると文字数の表示を切り替えるだけなので、後に語は書けません。",
    ["with %s"] =
      "添付: %s",
    ["with %s, described as:\n%s"] =
      "添付: %s、代替テキスト:\n%s",
    ["with a link"] =
      "リンクあり",
    ["with libcurl %s, %s, json-c %s, SQLite %s"] =
      "libcurl %s、%s、json-c %s、SQLite %s を使用",
    ["words with commas between them"] =
      "コンマ区切りの語",
    ["xpost %s: the C module is loaded, built for %s"] =
      "xpost %s: C モジュールを読み込みました (%s 用)",
    ["xpost needs Neovim %s or later."] =
      "xpost には Neovim %s 以降が必要です。",
    ["xpost: finishing what X was asked for (up to 5 s) ..."] =
      "xpost: X への依頼が終わるのを待っています (最長 5 秒) ...",
    ["xpost: keeping what was written (up to 5 s) ..."] =
      "xpost: 書きかけの本文を保存しています (最長 5 秒) ...",
    ["xpost: the C module and the Lua files are of different versions."] =
      "xpost: C モジュールと Lua ファイルのバージョンが違います。",
    ["xpost: the C module is not built for this Lua (%s)."] =
      "xpost: C モジュールがこの Lua (%s) 用にビルドされていません。",
    ["y = yes, n = no"] =
      "y = はい、n = いいえ",
    ["y = yes, n = no, e = edit"] =
      "y = はい、n = いいえ、e = 書き直す",
    ["y copy link"] =
      "y リンクをコピー",
  },
}
