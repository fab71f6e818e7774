--- What xpost says, in Japanese: the one catalogue, for the C module (core) and the Lua files (lua).
--- Put in order by `make translations`, which also makes src/translate_ja.c from it.

return {
  core = {
    ["%lld entries were removed, but not the rest. %s"] =
      "履歴の %lld 件を消しましたが、残りは消せませんでした。%s",
    ["%s The file is %s."] =
      "%s ファイルは %s です。",
    ["%s and %zu more"] =
      "%s ほか %zu 件",
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
    ["%s holds more than %zu bytes, which is more than any post. Nothing was posted."] =
      "%s は %zu バイトを超えていて、どの投稿よりも大きいため、投稿していません。",
    ["%s is %s, which X does not take. Convert it to JPEG, PNG, GIF, WEBP or MP4."] =
      "%s は X で使えない形式 (%s) です。JPEG、PNG、GIF、WEBP、MP4 のいずれかに変換してください。",
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
      "%s は %.1f MiB あり、大きすぎます。X の上限は、GIF アニメーションでは %d MiB です。小さくしてください。",
    ["%s is too large: it has %.1f MiB, and X takes videos of at most %d MiB. Make it smaller."] =
      "%s は %.1f MiB あり、大きすぎます。X の上限は、動画では %d MiB です。小さくしてください。",
    ["%s is, by what it holds, no image or video that X takes: JPEG, PNG, GIF, WEBP, MP4, QuickTime or WebM."] =
      "%s の内容は、X で使える画像や動画 (JPEG、PNG、GIF、WEBP、MP4、QuickTime、WebM) ではありません。",
    ["%s raised an error: %s"] =
      "%s でエラーが起きました: %s",
    ["%s sent an answer that is far too long."] =
      "%s の応答が長すぎます。",
    ["%s was saved, but may not survive a power cut: %s (error %d)."] =
      "%s は保存しましたが、停電すると失われるかもしれません: %s (エラー %d)。",
    ["%zu of %zu posts are deleted; undo goes on with the rest. %s"] =
      "%2$zu 件中 %1$zu 件を削除しました。残りは undo で削除できます。%3$s",
    ["'edits' replaces one post by one post, not by a thread."] =
      "「edits」は 1 つの投稿を 1 つの投稿に置き換えるもので、スレッドには使えません。",
    ["'forget' takes keys alone, or a time with or without 'account'. Nothing was forgotten."] =
      "「forget」には、キーだけか、時刻 (「account」を付けることもできます) を指定します。何も消していません。",
    ["(no text)"] =
      "(メッセージなし)",
    [", "] =
      "、",
    [":XHistory check, or check{key=}, looks for it on your timeline. The same key again is safe: it is looked for first."] =
      ":XHistory check か check{key=} で、タイムラインにあるかを調べられます。同じ key でのやり直しも、先に調べるので安全です。",
    ["A cap of your developer account is reached; nothing was posted."] =
      "開発者アカウントの上限に達しました。投稿されていません。",
    ["A file cannot be attached; nothing was posted."] =
      "添付できないファイルがあります。投稿されていません。",
    ["A file of xpost cannot be read or written, so nothing was sent."] =
      "xpost のファイルを読み書きできないため、何も送っていません。",
    ["A key has to be 1 to %d bytes of text without control characters."] =
      "キーは、制御文字を含まない 1 から %d バイトのテキストにしてください。",
    ["A lock file cannot be read: %s (error %d)."] =
      "ロックファイルを読めません: %s (エラー %d)。",
    ["A lock file cannot be written: %s (error %d)."] =
      "ロックファイルに書き込めません: %s (エラー %d)。",
    ["A poll needs two to four options."] =
      "アンケートには 2 個から 4 個の選択肢が必要です。",
    ["A post can have up to four images, or one moving GIF, or one video. Leave the others out."] =
      "1 つの投稿に添付できるのは、画像 4 枚まで、GIF アニメーション 1 つ、動画 1 つのいずれかです。ほかは外してください。",
    ["A post with the same text is on your timeline, but it seems to be older. If this machine's clock was wrong, it is this post. Look there yourself."] =
      "タイムラインに同じ本文の投稿がありますが、もっと古いもののようです。このコンピューターの時計がずれていたのなら、それがこの投稿です。ご自分で確認してください。",
    ["A post with the same text, from more than a day ago, got no clear answer and may be out. This would be another one: check that one first."] =
      "1 日以上前に同じ本文を送信したとき、はっきりした応答がなく、投稿されたかどうか分かりません。今回は別の投稿になるので、先に前の投稿を確認してください。",
    ["A setting cannot be used, so nothing was sent."] =
      "使えない設定があるため、何も送っていません。",
    ["A spending limit that you set, or X's monthly cap, stops requests until the next cycle."] =
      "自分で決めた支出の上限か、X の月間の上限により、次の期間まで要求が止められています。",
    ["A thread can have at most %d posts here. Post it in parts."] =
      "1 つのスレッドに入るのは %d 件までです。分けて投稿してください。",
    ["A variable of the environment or an option has a wrong form, or XPOST_API_URL names another server than the account was made at."] =
      "環境変数やオプションの形が正しくないか、XPOST_API_URL がアカウントを作ったときと別のサーバーを指しています。",
    ["API request"] =
      "API リクエスト",
    ["Account '%s' belongs to another user now than the one who posted this. Log in as that one to delete it."] =
      "アカウント「%s」は、これを投稿したユーザーとは別のユーザーのものになっています。削除するには、投稿したユーザーでログインしてください。",
    ["Account '%s' belongs to another user now than the one who posted this. Log in as that one."] =
      "アカウント「%s」は、これを投稿したユーザーとは別のユーザーのものになっています。投稿したユーザーでログインしてください。",
    ["An API Key, a token or the App ID was copied in the place of the Client ID; or the app's type and the secret do not go together."] =
      "API Key、トークン、App ID をクライアント ID として貼り付けた場合や、アプリの種類とシークレットの有無が食い違っている場合です。",
    ["An earlier attempt to post this got no clear answer, so it may be out already, and it is not sent again. Whether it is could not be found out: %s"] =
      "前回の送信にはっきりした応答がなく、投稿されたかどうか分からないため、もう一度は送信しません。確認もできませんでした: %s",
    ["An earlier attempt to post this got no clear answer, so it may be out already. It goes on under the same key: it is looked for on your timeline first, and not posted twice."] =
      "前回の送信にはっきりした応答がなく、投稿されたかどうか分かりません。同じキーで続けます。先にタイムラインを確認するので、二重に投稿することはありません。",
    ["An earlier attempt to post this, under another key, got no clear answer, so it may be out already. Look at your timeline, or it may be posted twice."] =
      "別のキーでの前回の送信にはっきりした応答がなく、投稿されたかどうか分かりません。二重投稿にならないよう、タイムラインを確認してください。",
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
    ["Another program, or another login, uses the port of %s. End it, or register a callback URL with another port in X's console and use that."] =
      "%s のポートを、別のプログラムか別のログインが使っています。それを終了するか、別のポートのコールバック URL を X のコンソールに登録して、それを使ってください。",
    ["Buy credits, then do the same again with the same key."] =
      "クレジットを購入してから、同じ key でやり直してください。",
    ["By this machine's clock the post was sent in the future, so the clock was wrong. Look at your timeline yourself."] =
      "このコンピューターの時計では投稿の送信が未来の時刻になっていて、時計がずれていたようです。ご自分でタイムラインを確認してください。",
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
    ["Check the id: it is the number at the end of the post's address."] =
      "ID を確かめてください。投稿の URL の末尾にある数字です。",
    ["Convert it or make it smaller: JPEG, PNG, GIF, WEBP to 5 MB, a moving GIF to 15 MB, a video (MP4) to 512 MB and 140 seconds."] =
      "変換するか小さくしてください。画像（JPEG・PNG・GIF・WEBP）は 5 MB、動く GIF は 15 MB、動画（MP4）は 512 MB・140 秒までです。",
    ["Copy the OAuth 2.0 Client ID again and log in. A Native App has no secret; a Web App or Automated App needs its own."] =
      "OAuth 2.0 のクライアント ID をコピーし直して、ログインしてください。シークレットは、Native App にはなく、Web App と Automated App では必要です。",
    ["Correct or unset what the message names. A redirect URL has to lead to this machine, with a port: http://127.0.0.1:8739/callback."] =
      "メッセージに書かれた設定を直すか、外してください。リダイレクト URL は、http://127.0.0.1:8739/callback のように、このマシンのポートまで指定します。",
    ["Do it again if you want it, with the same key. The outcome of the error says what became of the post."] =
      "必要なら、同じ key でやり直してください。投稿がどうなったかは outcome で分かります。",
    ["Give 'media' inside of 'posts', with the post that it belongs to."] =
      "「media」は「posts」の中の、添付する投稿に指定してください。",
    ["Give either 'text' or 'posts', not both."] =
      "「text」と「posts」は、どちらか一方だけを指定してください。",
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
    ["Log in again and allow it; the message names the scope."] =
      "ログインし直して許可してください。足りないスコープはメッセージに書いてあります。",
    ["Log in again and allow the app, as the user who is to post."] =
      "投稿に使うユーザーでもう一度ログインし、アプリを許可してください。",
    ["Log in again and use the newest link; paste the whole address at once. For another user give the account another name."] =
      "ログインし直し、いちばん新しいリンクを使ってください。貼り付けるときは URL 全体をすぐに。別のユーザーなら、別のアカウント名にします。",
    ["Log in again here. Use one app for each machine, or let all programs of a machine share one account."] =
      "このマシンでログインし直してください。アプリはマシンごとに分け、同じマシンのプログラムどうしは 1 つのアカウントを共有します。",
    ["Log in again. If X has an outage, wait: the stored tokens stay as they are."] =
      "ログインし直してください。X 側の障害なら、そのまま待ちます。保存されているトークンは消しません。",
    ["Log in: :XLogin in Neovim, login{} in a script. :XAccount and accounts() list the names that there are."] =
      "ログインしてください。Neovim では :XLogin、スクリプトでは login{} です。名前の一覧は :XAccount か accounts() で見られます。",
    ["Mostly nothing in the console. If it happens again: console.x.com, your app, User authentication settings."] =
      "多くの場合、コンソールでの変更は要りません。繰り返すときは console.x.com のアプリの「User authentication settings」を確かめます。",
    ["Name the account that is to be the default one."] =
      "既定にするアカウントの名前を指定してください。",
    ["No account is the default one. Name one, or choose it with use(): %s."] =
      "既定のアカウントがありません。次のどれかを指定するか、use() で選んでください: %s。",
    ["No answer came back from the browser in time, so the login was ended."] =
      "制限時間内にブラウザから応答がなかったため、ログインを終了しました。",
    ["No answer came from the browser in time. Run the login again, and allow the app on the page that X shows."] =
      "時間内にブラウザーから応答がありませんでした。もう一度ログインして、X のページでアプリを許可してください。",
    ["No descriptor could be had (%s). Close some files and try again."] =
      "ファイル記述子を確保できません (%s)。ファイルをいくつか閉じて、もう一度お試しください。",
    ["No network, a name that cannot be looked up, a firewall, or a proxy that is missing in the environment (under cron it is often not set)."] =
      "ネットワークの切断、名前解決の失敗、ファイアウォール、プロキシの設定漏れが原因です（cron には環境変数が引き継がれないことがあります）。",
    ["No redirect URI is set. Name one that is registered as a callback URL of your app in X's console."] =
      "リダイレクト URI が設定されていません。X のコンソールで、アプリのコールバック URL に登録したものを指定してください。",
    ["No thread could be started, so nothing was done. Try again."] =
      "処理用のスレッドを開始できないため、何もしていません。もう一度お試しください。",
    ["Nobody answered the login in time (%d s). If X showed 'Something went wrong', the Client ID is not right, or the app is not set up for a login: in X's console turn OAuth 2.0 on (User authentication settings) and register exactly this redirect URL: %s"] =
      "時間内 (%d 秒) にログインが完了しませんでした。X のページに「Something went wrong」(問題が発生しました) と出た場合は、Client ID が正しくないか、アプリのログイン設定ができていません。X のコンソールの User authentication settings で OAuth 2.0 を有効にし、次のリダイレクト URL を一字一句そのまま登録してください: %s",
    ["Nobody has logged in on this machine yet, the name is misspelt, or the account was logged out. Under cron: another user, or another XDG_STATE_HOME."] =
      "このマシンでまだログインしていない、名前の打ち間違い、またはログアウト済みの場合です。cron では、実行ユーザーや XDG_STATE_HOME が違うことがあります。",
    ["Nobody is logged in. Log in first: :XLogin in Neovim, login{} in a script."] =
      "ログインしていません。先にログインしてください (Neovim では :XLogin、スクリプトでは login{})。",
    ["Not allowed: %s."] =
      "許可されなかったスコープ: %s。",
    ["Nothing has to be changed in the console."] =
      "コンソールでの変更は要りません。",
    ["Nothing in the console. Check XPOST_API_URL and https_proxy if you set them."] =
      "コンソールでの変更は要りません。設定していれば XPOST_API_URL と https_proxy を確かめます。",
    ["Nothing was submitted with the key '%s'. The history lists the keys that there are."] =
      "キー「%s」の投稿はありません。どのキーがあるかは、履歴で確認できます。",
    ["Other users can get at %s (its mode is %03o). Mend it: chmod 600 %s"] =
      "%s にほかのユーザーがアクセスできます (モード %03o)。次のコマンドで直せます: chmod 600 %s",
    ["Post %zu of %zu: %s"] =
      "%2$zu 件中 %1$zu 件目の投稿: %3$s",
    ["Put the app into a package, then do the same again. A new login is not needed."] =
      "アプリをパッケージに入れてから、同じ操作をやり直してください。ログインし直す必要はありません。",
    ["Raise the limit, or wait for the next cycle; then the same again with the same key."] =
      "上限を上げるか、次の期間を待ってから、同じ key でやり直してください。",
    ["Register the redirect URL of the message, letter for letter, and log in again. From another machine, paste the address of the page that cannot be opened."] =
      "メッセージにあるリダイレクト URL を一字一句そのまま登録し、ログインし直してください。ブラウザが別のマシンなら、開けなかったページのアドレスを貼り付けてください。",
    ["Renewing the login of account '%s' got no answer %d times, so it is left alone for a while. It is tried again in %d min; refresh tries at once."] =
      "アカウント「%s」のログインの更新に %d 回応答がなかったため、しばらく控えます。%d 分後に再び試します。すぐに試すには refresh を使ってください。",
    ["Run the command that the message gives, then try again."] =
      "メッセージにあるコマンドを実行してから、やり直してください。",
    ["SQLite cannot be started: %s (error %d of SQLite)."] =
      "SQLite を開始できません: %s (SQLite のエラー %d)。",
    ["See on your timeline whether it is out. To post it again, change the text."] =
      "タイムラインで、すでに出ていないかを確かめてください。もう一度投稿するなら、本文を変えます。",
    ["Set the clock, install the certificates (on Debian: ca-certificates), or name those of your proxy in XPOST_CA_FILE."] =
      "時計を合わせ、証明書を入れてください（Debian では ca-certificates）。プロキシの証明書は XPOST_CA_FILE で指定します。",
    ["Set the permissions to Read and write, then log in again. A reply or quote of that kind cannot be made with this app."] =
      "権限を「Read and write」にしてから、ログインし直してください。後者の返信や引用は、このアプリではできません。",
    ["Shorten it, or make it a thread: thread=true. With a subscription that allows longer posts set limit."] =
      "短くするか、thread=true でスレッドにしてください。長文を投稿できるプランなら limit を設定します。",
    ["Something that is needed is in use: a lock, the ledger, memory, or the port of the login."] =
      "必要なもの（ロック、台帳、メモリ、ログイン用のポート）が使用中です。",
    ["The access token holds a character that no token has, so nothing was sent. Log in again."] =
      "アクセストークンに、トークンには使われない文字があるため、何も送信していません。もう一度ログインしてください。",
    ["The account is forgotten here, but X did not confirm that its tokens are revoked. You can remove the app's access at https://x.com/settings/connected_apps."] =
      "アカウントはこのコンピューターから消しましたが、トークンの取り消しを X に確認できませんでした。https://x.com/settings/connected_apps でアプリのアクセス権を取り消せます。",
    ["The app is in no package, so nobody pays for its requests. A new app begins so."] =
      "アプリがどのパッケージにも入っていないため、料金の支払い元がありません。作ったばかりのアプリによくあります。",
    ["The app is not known to X by what was given as Client ID, or the Client Secret does not fit it."] =
      "クライアント ID として渡された値では X がアプリを特定できないか、クライアントシークレットが合っていません。",
    ["The app may only read; or it is a reply to, or a quote of, a post that neither is yours nor mentions you, which self-serve access does not allow."] =
      "アプリの権限が読み取りだけの場合や、自分の投稿でも自分宛てでもない投稿への返信・引用の場合です。後者は通常の（self-serve の）利用では認められません。",
    ["The authorization code was older than 30 seconds or used before, the address was of another login, or you are logged in at X as another user than the account's."] =
      "認可コードの発行から 30 秒が過ぎていた、すでに使われていた、別のログインの URL だった、またはアカウントと別のユーザーで X にログインしていた場合です。",
    ["The call or the command itself. Nothing in the console."] =
      "呼び出しかコマンドの引数です。コンソールでの変更は要りません。",
    ["The certificates in '%s' cannot be read. Check XPOST_CA_FILE."] =
      "「%s」の証明書を読めません。XPOST_CA_FILE を確認してください。",
    ["The clock of this machine is wrong, its certificates are missing or old, or a proxy puts its own in the place of X's."] =
      "マシンの時計のずれ、証明書の不足や期限切れ、または証明書を差し替えるプロキシが原因です。",
    ["The connection broke, or X failed, between the request and its answer. It is not sent again by itself."] =
      "送信してから応答が届くまでの間に、接続が切れたか、X に障害が起きた場合です。自動で送り直すことはありません。",
    ["The connection could not be made secure, so nothing was sent."] =
      "安全な接続を確立できなかったため、何も送っていません。",
    ["The connection to %s could not be made secure, so nothing was sent. Check the date of this machine, its certificates (XPOST_CA_FILE) and any proxy."] =
      "%s と安全に接続できないため、何も送信していません。このコンピューターの日付、証明書 (XPOST_CA_FILE)、プロキシを確認してください。",
    ["The credits of your developer account are used up; nothing was posted."] =
      "開発者アカウントのクレジットを使い切りました。投稿されていません。",
    ["The directory %s cannot be found: %s (error %d)."] =
      "フォルダー %s が見つかりません: %s (エラー %d)。",
    ["The directory %s was replaced while it was in use. Try again."] =
      "フォルダー %s が使用中に置き換えられました。もう一度お試しください。",
    ["The disk is full, others can read the file, it belongs to another user (sudo), or it is damaged."] =
      "ディスクがいっぱい、ほかのユーザーに読める、別のユーザーの所有になっている（sudo など）、またはファイルが壊れている場合です。",
    ["The disk is full: the ledger %s cannot be written. Nothing was changed. Make room, then try again."] =
      "ディスクの空きがなく、記録 %s に書き込めません。何も変更していません。空きを増やして、もう一度お試しください。",
    ["The end of the text did not come within %d seconds: whatever writes to %s was not done. Nothing was posted. Try again."] =
      "本文の終わりが %d 秒以内に届きませんでした。%s への書き込みが終わっていないため、投稿していません。もう一度お試しください。",
    ["The file itself. Nothing in the console."] =
      "ファイルそのものです。コンソールでの変更は要りません。",
    ["The file system of %s cannot lock files, so what is posted could not be kept track of. Set XDG_STATE_HOME to a directory on another one."] =
      "%s のファイルシステムではファイルをロックできないため、投稿を記録できません。XDG_STATE_HOME に別のファイルシステムのフォルダーを設定してください。",
    ["The file system of the state directory cannot lock files (error %d). Set XDG_STATE_HOME to a directory on another one."] =
      "状態を保存するフォルダーのファイルシステムではファイルをロックできません (エラー %d)。XDG_STATE_HOME に別のファイルシステムのフォルダーを設定してください。",
    ["The id of a post has to be 1 to 19 digits, as a string."] =
      "投稿の ID は、1 桁から 19 桁の数字の文字列で指定してください。",
    ["The id, or XPOST_API_URL if you set it. Nothing in the console."] =
      "指定した ID、または設定していれば XPOST_API_URL です。コンソールでの変更は要りません。",
    ["The key \"%s\" is taken: something was submitted with it before. Use another key."] =
      "キー「%s」はすでに使われています。別のキーを使ってください。",
    ["The ledger %s cannot be opened: %s (error %d of the system, %d of SQLite). Check the disk and the directory, then try again."] =
      "記録 %s を開けません: %s (システムのエラー %d、SQLite のエラー %d)。ディスクとフォルダーを確認して、もう一度お試しください。",
    ["The ledger %s cannot be used: %s (error %d of SQLite)."] =
      "記録 %s を使えません: %s (SQLite のエラー %d)。",
    ["The ledger %s cannot be used: %s (error %d of the system, %d of SQLite). Check the disk and the directory, then try again."] =
      "記録 %s を使えません: %s (システムのエラー %d、SQLite のエラー %d)。ディスクとフォルダーを確認して、もう一度お試しください。",
    ["The ledger %s cannot be written (error %d of SQLite). Make it and its directory writable for yourself: ls -la %s"] =
      "記録 %s に書き込めません (SQLite のエラー %d)。ファイルとフォルダーに書き込み権限を付けてください。確認するコマンド: ls -la %s",
    ["The ledger %s is damaged, and could not be set aside: %s (error %d). Move it yourself: mv %s{,.damaged}"] =
      "記録 %s が壊れていて、別の場所に移すこともできません: %s (エラー %d)。次のコマンドで移してください: mv %s{,.damaged}",
    ["The ledger %s is damaged. It was kept as %s beside it, and nothing was sent. The next call begins a new ledger; it knows nothing of earlier posts, so look at your timeline before you post again."] =
      "記録 %s が壊れています。同じフォルダーに %s として残し、何も送信していません。次の呼び出しで新しい記録を作りますが、以前の投稿は含まれません。投稿する前に、タイムラインを確認してください。",
    ["The ledger %s is damaged. Nothing was changed. To begin a new one, end every program that uses it and move it aside: mv %s{,.damaged}"] =
      "記録 %s が壊れています。何も変更していません。新しく始めるには、使っているプログラムをすべて終了し、次のコマンドで移してください: mv %s{,.damaged}",
    ["The ledger %s was damaged, and another process set it aside just now. Nothing was sent. Try again."] =
      "記録 %s が壊れていたため、別のプロセスが別の場所に移しました。何も送信していません。もう一度お試しください。",
    ["The ledger %s was moved, removed or replaced while it was in use. Nothing was written. Restart the program, then try again."] =
      "記録 %s が使用中に移動、削除、または置き換えられました。何も書き込んでいません。プログラムを起動し直して、もう一度お試しください。",
    ["The ledger %s was written by a newer xpost (its version is %lld, this xpost knows %d). Update xpost."] =
      "記録 %s は新しい xpost のものです (記録のバージョンは %lld、この xpost が対応するのは %d まで)。xpost を更新してください。",
    ["The ledger holds no post %d of the key \"%s\", so its outcome cannot be recorded."] =
      "キー「%2$s」の %1$d 番目の投稿が記録にないため、結果を残せません。",
    ["The limit is too small: not even one character, emoji or link fits. Give a larger one."] =
      "上限が小さすぎて、1 文字も、絵文字やリンク 1 つも入りません。もっと大きくしてください。",
    ["The login began, but X gave no tokens for it, or a page ended it."] =
      "ログインを始めましたが、X からトークンが発行されなかったか、途中で打ち切られました。",
    ["The login does not include a permission (scope) that this needs, such as media.write for images."] =
      "この操作に必要な権限（スコープ）が、ログインに含まれていません。たとえば画像には media.write が要ります。",
    ["The login is fine, but X refuses every request of the app."] =
      "ログインはできていますが、このアプリの要求を X がすべて断っています。",
    ["The login is older than the feature, or was made with fewer scopes; a renewal never adds any."] =
      "スコープを減らしてログインした場合や、以前のログインを使い続けている場合です。トークンを更新しても、スコープは増えません。",
    ["The login of account '%s' has not been used for six months, after which X ends it. Log in again."] =
      "アカウント「%s」のログインは 6 か月使われず、X で無効になりました。もう一度ログインしてください。",
    ["The login of account '%s' has run out, and it cannot be renewed because the scope offline.access was not allowed. Log in again."] =
      "アカウント「%s」のログインは期限が切れました。スコープ offline.access が許可されていないため、更新できません。もう一度ログインしてください。",
    ["The login of account '%s' was renewed, but the new tokens could not be saved by the process that has them. Log in again."] =
      "アカウント「%s」のログインは更新されましたが、更新したプロセスが新しいトークンを保存できませんでした。もう一度ログインしてください。",
    ["The login of account '%s' was renewed, but the new tokens could not be saved in '%s'. Make room or mend the directory, and call refresh again from this process; it has the tokens in memory."] =
      "アカウント「%s」のログインは更新されましたが、新しいトークンを「%s」に保存できませんでした。空きを増やすかフォルダーを直して、このプロセスからもう一度 refresh を呼んでください。トークンはこのプロセスのメモリーにあります。",
    ["The login was cancelled."] =
      "ログインをキャンセルしました。",
    ["The login was stopped: %s"] =
      "ログインを中止しました: %s",
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
    ["The path of the directory %s is too long for the ledger. Set XDG_STATE_HOME to a shorter one."] =
      "フォルダー %s のパスが長すぎて、記録を置けません。XDG_STATE_HOME にもっと短いパスを設定してください。",
    ["The post before it is out, but is not to be seen on your timeline yet, so it cannot be answered. Go on in a minute, with resume."] =
      "1 つ前の投稿は投稿済みですが、まだタイムラインに表示されないため、続けて投稿できません。1 分ほどしてから、resume で続けてください。",
    ["The post is out, but that could not be written down (%s), so its key will be taken for one whose outcome is not known."] =
      "投稿済みですが、記録できませんでした (%s)。そのため、このキーは投稿されたかどうか分からないものとして扱われます。",
    ["The post is out: X has it already, from an earlier attempt. Its id could not be found yet; check finds it later."] =
      "投稿済みです。前回の送信が X に届いていました。ID はまだ分かりません。後で check を使うと分かります。",
    ["The post may be out: it was sent, and no clear answer came back."] =
      "すでに投稿されているかもしれません。送信はしましたが、はっきりした応答がありませんでした。",
    ["The post of this key is out already. Nothing is sent, and its earlier result is given."] =
      "このキーの投稿は投稿済みです。何も送信せず、前回の結果を返します。",
    ["The post, or an option, is not as X wants it; nothing was posted."] =
      "投稿の内容かオプションが、X の受け付けない形になっています。投稿されていません。",
    ["The posts before it were deleted, so the thread cannot go on. Post the rest anew, with another key."] =
      "前の投稿が削除されているため、スレッドを続けられません。残りを別のキーで新しく投稿してください。",
    ["The redirect URI"] =
      "リダイレクト URI",
    ["The redirect URI '%.200s' begins with https://, which cannot be answered on this computer. Register http://127.0.0.1:8739/callback as a callback URL of your app in X's console, and use that."] =
      "リダイレクト URI「%.200s」は https:// で始まるため、このコンピューターでは受け取れません。X のコンソールで http://127.0.0.1:8739/callback をアプリのコールバック URL に登録して、それを使ってください。",
    ["The redirect URI '%.200s' does not lead to this computer. Register http://127.0.0.1:8739/callback as a callback URL of your app in X's console, and use that."] =
      "リダイレクト URI「%.200s」はこのコンピューターを指していません。X のコンソールで http://127.0.0.1:8739/callback をアプリのコールバック URL に登録して、それを使ってください。",
    ["The redirect URI '%.200s' holds a '?', which a login cannot use. Register http://127.0.0.1:8739/callback as a callback URL of your app in X's console, and use that."] =
      "リダイレクト URI「%.200s」に「?」があり、ログインに使えません。X のコンソールで http://127.0.0.1:8739/callback をアプリのコールバック URL に登録して、それを使ってください。",
    ["The redirect URI '%.200s' names no port, which X compares exactly. Register http://127.0.0.1:8739/callback as a callback URL of your app in X's console, and use that."] =
      "リダイレクト URI「%.200s」にポートがありません。X はポートまで正確に照合します。X のコンソールで http://127.0.0.1:8739/callback をアプリのコールバック URL に登録して、それを使ってください。",
    ["The scopes have to be names separated by single spaces, such as 'tweet.read tweet.write users.read offline.access'."] =
      "スコープは、「tweet.read tweet.write users.read offline.access」のように、名前を空白 1 つで区切って並べてください。",
    ["The server's address"] =
      "サーバーのアドレス",
    ["The state directory must be an absolute path. Set XDG_STATE_HOME to one that begins with '/'."] =
      "状態を保存するフォルダーは絶対パスにしてください。XDG_STATE_HOME に「/」で始まるパスを設定してください。",
    ["The text has %zu cashtags, which are words such as $ABC. X refuses more than one in a post from an app with self-serve access. Take the $ away from the others."] =
      "キャッシュタグ ($ABC のような語) が %zu 個あります。セルフサービスのアプリでは、X は 1 つの投稿に 1 個までしか認めません。ほかの語の $ を取ってください。",
    ["The text has a NUL character at byte offset %zu, which a post cannot have. Take it out."] =
      "バイト位置 %zu に、投稿に使えない NUL 文字があります。取り除いてください。",
    ["The text holds U+FFFE, U+FEFF or U+FFFF, which X does not take. Remove it (U+FEFF is a byte order mark)."] =
      "X で使えない文字 (U+FFFE、U+FEFF、U+FFFF のいずれか) があります。取り除いてください (U+FEFF はバイト順マークです)。",
    ["The text is far too long for a post: %zu bytes."] =
      "投稿としては長すぎます (%zu バイト)。",
    ["The text is longer than a post may be; nothing was posted."] =
      "本文が 1 つの投稿に入る長さを超えています。投稿されていません。",
    ["The text is not valid UTF-8 at byte offset %zu. Save it as UTF-8, or take that byte out."] =
      "バイト位置 %zu が正しい UTF-8 ではありません。UTF-8 で保存するか、そのバイトを取り除いてください。",
    ["The text is too long: it counts as %d of %d. Shorten it, or make it a thread (thread=true)."] =
      "本文が長すぎます。X の数え方 (全角は 2 文字) で %d 文字あり、上限は %d 文字です。短くするか、スレッドにしてください (thread=true)。",
    ["The text, or the option limit. Nothing in the console."] =
      "本文か、limit の設定です。コンソールでの変更は要りません。",
    ["The tokens of account '%s' still cannot be saved in '%s'. Make room or mend the directory, and try again from this process."] =
      "アカウント「%s」のトークンを「%s」にまだ保存できません。空きを増やすかフォルダーを直して、このプロセスからもう一度お試しください。",
    ["There are more posts than a thread can have. Post them in parts."] =
      "1 つのスレッドに入る数を超えています。分けて投稿してください。",
    ["There are too many posts on your timeline since then. Look there yourself."] =
      "その後の投稿が多すぎて、タイムラインを調べきれません。ご自分で確認してください。",
    ["There is no account '%s'. There are: %s."] =
      "アカウント「%s」はありません。あるのは %s です。",
    ["There is no account '%s'. There is: %s."] =
      "アカウント「%s」はありません。あるのは %s です。",
    ["There is no key among those to be forgotten."] =
      "履歴から消すキーが指定されていません。",
    ["There is no place to keep the accounts: HOME is not set. Set HOME, or XDG_STATE_HOME, to an absolute path."] =
      "HOME が設定されていないため、アカウントを保存する場所がありません。HOME か XDG_STATE_HOME に絶対パスを設定してください。",
    ["There is no post among 'posts'. Give it at least one."] =
      "「posts」に投稿がありません。1 つ以上指定してください。",
    ["There is no stored login of this name, so nothing was sent."] =
      "この名前のログイン情報が保存されていないため、何も送っていません。",
    ["There is no terminal to ask at, so nothing was posted."] =
      "確認するための端末がないため、投稿していません。",
    ["There is no text: %s cannot be read: %s (error %d)."] =
      "本文がありません。%s を読めません: %s (エラー %d)。",
    ["There is no text: %s does not exist. Check its name and folder."] =
      "本文がありません。%s が見つかりません。名前とフォルダーを確認してください。",
    ["There is no text: %s is a folder. Name a file in it."] =
      "本文がありません。%s はフォルダーです。その中のファイルを指定してください。",
    ["There is no text: %s is a terminal, where nobody may be to type it. Give it as an argument, or through a pipe."] =
      "本文がありません。%s は端末で、入力する人がいるとは限りません。引数かパイプで渡してください。",
    ["There is no text: %s is closed. Give it as an argument or through a pipe."] =
      "本文がありません。%s は閉じています。引数かパイプで渡してください。",
    ["There is no text: %s is empty. Did what writes it fail?"] =
      "本文がありません。%s は空です。書き込む側が失敗していませんか。",
    ["There is not enough memory. Try again."] =
      "メモリーが足りません。もう一度お試しください。",
    ["There is nothing to undo: it is deleted already, or was never out. To undo another post, give its key."] =
      "取り消す投稿がありません。すでに削除されたか、投稿されていません。別の投稿を取り消すには、そのキーを指定してください。",
    ["There is nothing to undo: nothing was posted as account '%s' yet."] =
      "取り消す投稿がありません。アカウント「%s」ではまだ何も投稿していません。",
    ["This Lua state is being closed."] =
      "この Lua は終了処理中です。",
    ["This SQLite (%s) was built without support for threads. Install one with it."] =
      "この SQLite (%s) はスレッドに対応していません。対応しているものをインストールしてください。",
    ["This account posted the same text within the last day, so X may refuse it. Change the text to be sure."] =
      "このアカウントは 1 日以内に同じ本文を投稿しているため、X に拒否されるかもしれません。確実に投稿するには、本文を変えてください。",
    ["This computer does not let xpost listen at %s (error %d). Register a callback URL with another port in X's console and use that."] =
      "このコンピューターでは %s で待ち受けできません (エラー %d)。別のポートのコールバック URL を X のコンソールに登録して、それを使ってください。",
    ["This draft is for account '%s', but would be posted as '%s'. Say which account is meant: account=."] =
      "この下書きはアカウント「%s」のものですが、「%s」で投稿しようとしています。どちらのアカウントか、account= で指定してください。",
    ["This is a draft, which was never submitted. Post it with its key."] =
      "これはまだ投稿していない下書きです。このキーを付けて投稿してください。",
    ["This is not valid JSON: %s."] =
      "正しい JSON ではありません: %s。",
    ["This is not valid JSON: a member is named twice."] =
      "正しい JSON ではありません: 同じ名前のメンバーが 2 つあります。",
    ["This key was used for account '%s'. Use a new key to post as another one."] =
      "このキーはアカウント「%s」で使われています。別のアカウントで投稿するには、新しいキーを使ってください。",
    ["This key was used for another post, of which %zu of %zu parts are out. If it is the same thread, go on with it by resume; use a new key for a new post."] =
      "このキーは別の投稿に使われていて、%2$zu 件中 %1$zu 件が投稿済みです。同じスレッドなら resume で続けてください。新しい投稿には新しいキーを使ってください。",
    ["This key was used for another post. Use a new key for a new post."] =
      "このキーは別の投稿に使われています。新しい投稿には新しいキーを使ってください。",
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
    ["This was begun as @%s, but account '%s' belongs to @%s now. Log in as @%s to finish it."] =
      "この投稿は @%s で始めましたが、アカウント「%s」はいま @%s のものです。続けるには @%s でログインしてください。",
    ["This was posted as account '%s', not as '%s'. Nothing was deleted."] =
      "これはアカウント「%2$s」ではなく「%1$s」で投稿したものです。何も削除していません。",
    ["This was posted before, and deleted since. Post it anew with another key."] =
      "一度投稿され、その後に削除されています。別のキーで新しく投稿してください。",
    ["This was posted, and deleted since. Post it anew with another key."] =
      "投稿された後に削除されています。別のキーで新しく投稿してください。",
    ["Too many requests in a short time; X takes no more of this kind for now."] =
      "短い時間に要求が多すぎたため、X が一時的に受け付けていません。",
    ["Try again after retry_at, with the same key; or let post wait: wait=900."] =
      "retry_at を過ぎてから同じ key でやり直すか、wait=900 のように待ち時間を指定してください。",
    ["Try again later with the same key."] =
      "しばらくしてから、同じ key でやり直してください。",
    ["Try again later with the same key. The outcome of the error says what became of the post."] =
      "しばらくしてから、同じ key でやり直してください。投稿がどうなったかは outcome で分かります。",
    ["Two things exclude each other (media, a poll, a quote), an id has letters, an option has a value that X does not know, or a key was used with another text."] =
      "同時に使えないもの（画像・投票・引用）がある、ID に数字以外が入っている、X にない値を指定した、または同じ key を別の本文に使った場合です。",
    ["Videos take X a while, more when it is busy."] =
      "動画の処理には時間がかかり、混んでいるとさらに長くなります。",
    ["Wait and try again. For a port: end that program, or register and use a redirect URL with another port."] =
      "少し待ってやり直してください。ポートの場合は、使っているプログラムを終えるか、別のポートのリダイレクト URL を登録して使います。",
    ["What was kept of this post cannot be read, so it cannot be looked for. Look at your timeline yourself."] =
      "この投稿の記録を読み取れないため、探せません。ご自分でタイムラインを確認してください。",
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
    ["X did not confirm that the post was deleted; it may have been gone already. Look at your timeline."] =
      "投稿の削除を X に確認できませんでした。すでに削除されていたのかもしれません。タイムラインを確認してください。",
    ["X did not let your timeline be read in a form that can be understood. Look there yourself."] =
      "X から取得したタイムラインを解釈できません。ご自分で確認してください。",
    ["X did not say what is on your timeline in a form that can be read. Try again later."] =
      "タイムラインについての X の応答を読み取れません。しばらくしてから、もう一度お試しください。",
    ["X did not say what the posts on your timeline are. Try again later."] =
      "タイムラインの投稿の内容が X の応答にありません。しばらくしてから、もう一度お試しください。",
    ["X did not take %s. Trying the same file again will not help."] =
      "X は %s を受け付けませんでした。同じファイルでもう一度試しても変わりません。",
    ["X does not accept the login of account '%s', not even just after it was renewed. If X has no outage, see in X's console whether the app, or your account at X, is suspended; if not, log in again."] =
      "アカウント「%s」のログインが、更新した直後でも X に受け付けられません。X に障害がなければ、アプリや X のアカウントが凍結されていないかを X のコンソールで確認してください。凍結されていなければ、もう一度ログインしてください。",
    ["X does not accept the stored login any more, and it cannot be renewed."] =
      "保存されているログインを X が受け付けず、更新もできません。",
    ["X does not accept this Client ID with a Client Secret. If the app is a 'Native App' or 'Single page App' in X's console, it has no secret: unset XPOST_CLIENT_SECRET."] =
      "この Client ID は、Client Secret を付けると X に受け付けられません。X のコンソールでアプリが「Native App」か「Single page App」になっているなら、Client Secret はありません。XPOST_CLIENT_SECRET の設定を外してください。",
    ["X does not accept this Client ID without a Client Secret. If the app is a 'Web App' or 'Automated App' in X's console, set XPOST_CLIENT_SECRET; otherwise check the Client ID."] =
      "この Client ID は、Client Secret なしでは X に受け付けられません。X のコンソールでアプリが「Web App」か「Automated App」になっているなら、XPOST_CLIENT_SECRET を設定してください。そうでなければ、Client ID を確認してください。",
    ["X does not find its own media service, or the upload of %s. Try again later."] =
      "X のメディアサービスか、%s のアップロードが見つからない、と X が応答しました。しばらくしてから、もう一度お試しください。",
    ["X does not know the post, or does not show it to you."] =
      "その投稿は X にないか、あなたには表示されません。",
    ["X does not know this Client ID with this Client Secret. Copy both again from 'OAuth 2.0 Client ID and Client Secret' in X's console. If the app is a 'Native App' or 'Single page App', it has no secret: unset XPOST_CLIENT_SECRET."] =
      "この Client ID と Client Secret の組は X に登録されていません。X のコンソールの「OAuth 2.0 Client ID and Client Secret」から、両方をコピーし直してください。アプリが「Native App」か「Single page App」なら、Client Secret はありません。XPOST_CLIENT_SECRET の設定を外してください。",
    ["X does not let this app or this user do that."] =
      "このアプリ、またはこのユーザーには、X がその操作を許していません。",
    ["X ended the login (%s). Check the app's settings in X's console, then log in again."] =
      "X がログインを終了しました (%s)。X のコンソールでアプリの設定を確認して、もう一度ログインしてください。",
    ["X ended this login: its refresh token is not accepted any more."] =
      "X がこのログインを終わらせたため、リフレッシュトークンが使えなくなりました。",
    ["X gave no refresh token, so this login ends when its access token does."] =
      "X からリフレッシュトークンが発行されなかったため、このログインはアクセストークンの期限とともに終わります。",
    ["X has the post, but it is not to be seen on your timeline yet, so its id is not known. Try again in a minute."] =
      "投稿済みですが、まだタイムラインに表示されないため、ID が分かりません。1 分ほどしてから、もう一度お試しください。",
    ["X keeps one login for each app and user. Logging in with the same app on another machine ended this one; or it was removed under Connected apps."] =
      "X が保つログインは、アプリとユーザーの組ごとに 1 つです。別のマシンで同じアプリからログインしたか、X の設定で連携を解除した場合です。",
    ["X lets an app with self-serve access, as most have, reply only to your own posts and to posts that mention or quote you. If this one is neither, X will refuse the reply."] =
      "セルフサービスのアプリ (ほとんどのアプリ) が返信できるのは、自分の投稿と、自分へのメンションや引用を含む投稿だけです。どちらでもない投稿への返信は、X に拒否されます。",
    ["X may refuse to quote this post: an app with self-serve access, as most have, can quote at most your own posts and those that mention you."] =
      "この投稿の引用は X に拒否されるかもしれません。セルフサービスのアプリ (ほとんどのアプリ) が引用できるのは、自分の投稿と、自分へのメンションを含む投稿だけです。",
    ["X no longer accepts the login of account '%s'. Another login with the same app, perhaps on another machine, may have ended it (X keeps one for each app and user), or it was removed in X's settings under Connected apps. Log in again; use one app for each machine."] =
      "アカウント「%s」のログインは X で使えなくなりました。同じアプリでの別のログイン (ほかのコンピューターなど) で無効になったか (X が保つログインは、アプリとユーザーの組ごとに 1 つです)、X の設定の「連携しているアプリ」で取り消されたと考えられます。もう一度ログインしてください。アプリはコンピューターごとに分けてください。",
    ["X no longer accepts the login of account '%s': an earlier renewal got no answer, and its new tokens were lost with it. Log in again."] =
      "アカウント「%s」のログインは X で使えなくなりました。前回の更新に応答がなく、新しいトークンが失われたためです。もう一度ログインしてください。",
    ["X refused the app of account '%s' when its login was to be renewed. In X's console see whether the app is active, and has this Client ID and Client Secret. It is tried again in %d min; refresh tries at once."] =
      "アカウント「%s」のログインを更新しようとしましたが、X がアプリを拒否しました。アプリが有効か、Client ID と Client Secret が正しいかを X のコンソールで確認してください。%d 分後に再び試します。すぐに試すには refresh を使ってください。",
    ["X refused the post because you posted the same text a short while ago."] =
      "少し前に同じ本文を投稿しているため、X が投稿を断りました。",
    ["X says that it has this text already. That may be an earlier attempt of this post, which got no clear answer, or another post with the same text. Look at your timeline, or use check later."] =
      "同じ本文がすでに投稿されている、と X が応答しました。応答がはっきりしなかった前回の送信か、同じ本文の別の投稿かもしれません。タイムラインを確認するか、後で check を使ってください。",
    ["X showed 'Something went wrong': the redirect URL is not registered, the Client ID is wrong, or OAuth 2.0 is off. Or the browser is on another machine."] =
      "X に「Something went wrong」と出た場合は、リダイレクト URL が未登録か、クライアント ID の誤りか、OAuth 2.0 が無効です。ブラウザが別のマシンにある場合もあります。",
    ["X took too long to process a file; nothing was posted."] =
      "X でのファイルの処理に時間がかかりすぎました。投稿されていません。",
    ["X was not done with %s in the time that it was given. Try again later."] =
      "X での %s の処理が時間内に終わりませんでした。しばらくしてから、もう一度お試しください。",
    ["X's answer to the token request cannot be used: %s. Try again; if it stays so, check the address of the token server."] =
      "アクセストークンリクエストへの応答を使えません: %s。もう一度お試しください。何度でも同じなら、トークンを発行するサーバーのアドレスを確認してください。",
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
      "パスの途中にフォルダーでないものがあります",
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
    ["access token"] =
      "アクセストークン",
    ["access token issued"] =
      "アクセストークン発行",
    ["access token request"] =
      "アクセストークンリクエスト",
    ["an AVIF image"] =
      "AVIF 画像",
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
    ["console.x.com, your app, User authentication settings: OAuth 2.0 on, and the callback URLs."] =
      "console.x.com でアプリを開き、「User authentication settings」で OAuth 2.0 を有効にし、コールバック URL の欄に登録します。",
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
      "フォルダーです。その中のファイルを指定してください。",
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
      "ファイルが見つかりません。名前とフォルダーを確認してください。",
    ["there is not enough memory"] =
      "メモリーが足りません",
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
  },
}
