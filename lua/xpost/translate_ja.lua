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
    ["%s (register exactly this at X, as a callback URL of your app): port %u cannot be listened at: %s (error %d)."] =
      "%s (アプリのコールバック URL として、このとおりに X に登録してください): ポート %u で待ち受けられません: %s (エラー %d)。",
    ["%s (register exactly this at X, as a callback URL of your app): port %u cannot be listened at: %s (error %d). A login uses %s instead."] =
      "%s (アプリのコールバック URL として、このとおりに X に登録してください): ポート %u で待ち受けられません: %s (エラー %d)。ログインには代わりに %s を使います。",
    ["%s (register exactly this at X, as a callback URL of your app): port %u is free."] =
      "%s (アプリのコールバック URL として、このとおりに X に登録してください): ポート %u は空いています。",
    ["%s (register exactly this at X, as a callback URL of your app): port %u is in use: by another program, or by a login that is under way."] =
      "%s (アプリのコールバック URL として、このとおりに X に登録してください): ポート %u は、ほかのプログラムか進行中のログインが使っています。",
    ["%s (register exactly this at X, as a callback URL of your app): port %u is in use: by another program, or by a login that is under way. A login uses %s instead."] =
      "%s (アプリのコールバック URL として、このとおりに X に登録してください): ポート %u は、ほかのプログラムか進行中のログインが使っています。ログインには代わりに %s を使います。",
    ["%s answers (without TLS, as on this machine it may), after %lld ms."] =
      "%s は TLS なしで応答しました (%lld ms)。このマシンの中なので問題ありません。",
    ["%s answers over TLS, after %lld ms."] =
      "%s は TLS で応答しました (%lld ms)。",
    ["%s has to be an id of 1 to 19 digits, as a string."] =
      "%s には、19 桁以内の数字の ID を文字列で指定してください。",
    ["%s is %.200s, but account '%s' belongs to %.200s. Its tokens go nowhere else. Unset %s, or log in there under another account name."] =
      "%s は %.200s ですが、アカウント「%s」は %.200s のものです。トークンをほかのサーバーに送ることはありません。%s を解除するか、そのサーバーには別のアカウント名でログインしてください。",
    ["%s is %s: not X's own server, but a stand-in for it."] =
      "%s は %s です。X のサーバーではなく、その代わりのサーバーです。",
    ["%s should be a directory, and is not. Move it aside: mv %s %s.old"] =
      "%s はフォルダーであるはずですが、そうではありません。名前を変えてください: mv %s %s.old",
    ["%s, and cannot be renewed: X gave no refresh token."] =
      "%s。X がリフレッシュトークンを発行しなかったので、更新できません。",
    ["%s, and cannot be renewed: the scope offline.access is missing."] =
      "%s。スコープ offline.access がないので、更新できません。",
    ["%s; it is renewed by itself when it is needed."] =
      "%s。必要なときに自動で更新されます。",
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
    [":XHistory check, or check{key=}, looks for it on your timeline. The same key again is safe: it is looked for first."] =
      ":XHistory check か check{key=} で、タイムラインにあるかを調べられます。同じ key でのやり直しも、先に調べるので安全です。",
    [":XLogin asks for it; a script gives it as client_id or in XPOST_CLIENT_ID. It is in X's console (console.x.com): Apps, your app, Keys and tokens."] =
      ":XLogin では入力を求められます。スクリプトでは client_id か XPOST_CLIENT_ID で指定します。Client ID は、X のコンソール (console.x.com) の Apps → 自分のアプリ → Keys and tokens にあります。",
    ["@%s (X has not confirmed that since the last login)"] =
      "@%s (最後のログインの後、X にまだ確認できていません)",
    ["A Client Secret is set without a Client ID."] =
      "Client Secret だけが設定されていて、Client ID がありません。",
    ["A cap of your developer account is reached; nothing was posted."] =
      "開発者アカウントの上限に達しました。投稿されていません。",
    ["A code alone is not enough, because it does not show that it belongs to this login. Paste the whole address that the browser ended on."] =
      "認可コードだけでは、このログインのものかどうか確かめられません。ブラウザーに最後に表示されたアドレス全体を貼り付けてください。",
    ["A damaged ledger was set aside there (ledger.db.damaged-...): what was posted before that is not in the history any more."] =
      "壊れた記録をそこに退避してあります (ledger.db.damaged-...)。それより前の投稿は、もう履歴にありません。",
    ["A file cannot be attached; nothing was posted."] =
      "添付できないファイルがあります。投稿されていません。",
    ["A file of xpost cannot be read or written, so nothing was sent."] =
      "xpost のファイルを読み書きできないため、何も送っていません。",
    ["A file to attach has no name. Give its path."] =
      "添付するファイルの名前がありません。パスを指定してください。",
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
    ["A setting cannot be used, so nothing was sent."] =
      "使えない設定があるため、何も送っていません。",
    ["A spending limit that you set, or X's monthly cap, stops requests until the next cycle."] =
      "自分で決めた支出の上限か、X の月間の上限により、次の期間まで要求が止められています。",
    ["A usage cap or spending limit of your X developer account is reached. Raise it in X's console, or wait for the next cycle."] =
      "X の開発者アカウントの利用量か支出の上限に達しました。X のコンソールで上限を上げるか、次の期間までお待ちください。",
    ["A variable of the environment or an option has a wrong form, or XPOST_API_URL names another server than the account was made at."] =
      "環境変数やオプションの形が正しくないか、XPOST_API_URL がアカウントを作ったときと別のサーバーを指しています。",
    ["Account '%s' (the default one): %s; a confidential client with the Client ID %s."] =
      "アカウント「%s」(既定): %s。コンフィデンシャルクライアントで、Client ID は %s です。",
    ["Account '%s' (the default one): %s; a public client with the Client ID %s."] =
      "アカウント「%s」(既定): %s。パブリッククライアントで、Client ID は %s です。",
    ["Account '%s' did not allow this: the scope %s is missing. Log in again and allow it."] =
      "アカウント「%s」ではこの操作が許可されていません (スコープ %s がありません)。もう一度ログインして許可してください。",
    ["Account '%s': %s; a confidential client with the Client ID %s."] =
      "アカウント「%s」: %s。コンフィデンシャルクライアントで、Client ID は %s です。",
    ["Account '%s': %s; a public client with the Client ID %s."] =
      "アカウント「%s」: %s。パブリッククライアントで、Client ID は %s です。",
    ["All goes through the proxy, so it may be the proxy that fails (https_proxy, no_proxy)."] =
      "すべてプロキシを通るので、プロキシに問題があるのかもしれません (https_proxy、no_proxy)。",
    ["An API Key, a token or the App ID was copied in the place of the Client ID; or the app's type and the secret do not go together."] =
      "API Key、トークン、App ID をクライアント ID として貼り付けた場合や、アプリの種類とシークレットの有無が食い違っている場合です。",
    ["An alt text is not valid UTF-8. Save it as UTF-8."] =
      "代替テキストが正しい UTF-8 ではありません。UTF-8 で保存してください。",
    ["An alt text is too long: it has %zu characters of %d. Shorten it."] =
      "代替テキストが長すぎます (%zu 文字、上限は %d 文字)。短くしてください。",
    ["An id has to be 1 to 19 digits, as a string."] =
      "ID は、19 桁以内の数字を文字列で指定してください。",
    ["An outage or a release at X, or a proxy that answers in X's place."] =
      "X の障害や更新作業、または X の代わりに応答しているプロキシが原因です。",
    ["Another program works with the same account or post; or another program, or another login, listens at the redirect URL's port."] =
      "別のプログラムが同じアカウントや投稿を処理しているか、別のプログラムや別のログインがリダイレクト URL のポートを使っています。",
    ["Buy credits, then do the same again with the same key."] =
      "クレジットを購入してから、同じ key でやり直してください。",
    ["By the clock of this machine, '%s' was last used in the future."] =
      "このマシンの時計では、「%s」が最後に使われたのは未来のことになります。",
    ["Cancel was chosen on X's page of consent, perhaps because the browser was logged in to X as another user."] =
      "許可画面でキャンセルした場合です。ブラウザが別のユーザーで X にログインしていて、やめた場合もそうです。",
    ["Cancelled."] =
      "キャンセルしました。",
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
      "OAuth 2.0 のクライアント ID をコピーし直して、ログインしてください。シークレットは、Native App にはなく、Web App と Automated App では必要です。",
    ["Correct or unset XPOST_CA_FILE."] =
      "XPOST_CA_FILE を直すか、解除してください。",
    ["Correct or unset what the message names. A redirect URL has to lead to this machine, with a port: http://127.0.0.1:8739/callback."] =
      "メッセージに書かれた設定を直すか、外してください。リダイレクト URL は、http://127.0.0.1:8739/callback のように、このマシンのポートまで指定します。",
    ["Do it again if you want it, with the same key. The outcome of the error says what became of the post."] =
      "必要なら、同じ key でやり直してください。投稿がどうなったかは outcome で分かります。",
    ["End it in a word, as in http://127.0.0.1:8739/callback."] =
      "http://127.0.0.1:8739/callback のように、単語で終わるようにしてください。",
    ["End what uses the port, or register a callback URL with another port at X and name it in XPOST_REDIRECT_URI (redirect_uri)."] =
      "ポートを使っているものを終了するか、別のポートのコールバック URL を X に登録して、XPOST_REDIRECT_URI (redirect_uri) に設定してください。",
    ["If locks do not work across your machines, set XDG_STATE_HOME to a directory on a local disk."] =
      "複数のマシンの間でロックが働かない場合は、XDG_STATE_HOME にローカルディスクのフォルダーを設定してください。",
    ["It cannot be read, is of a type or size that X does not take, does not go with the others (a video with images, an alt text for a video), or X could not process it."] =
      "読めない、X が受け付けない形式や大きさである、組み合わせが合わない（画像と動画、動画の代替テキストなど）、または X での処理に失敗した場合です。",
    ["It was deleted, its author is protected or has blocked you, or the id is not that of a post."] =
      "削除された、非公開アカウントの投稿である、ブロックされている、または ID が投稿のものではない場合です。",
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
      "ログインし直し、いちばん新しいリンクを使ってください。貼り付けるときは URL 全体をすぐに。別のユーザーなら、別のアカウント名にします。",
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
      "リダイレクト URI が %d 個より多く設定されていますが、X のアプリに登録できるのは %d 個までです。",
    ["Mostly nothing in the console. If it happens again: console.x.com, your app, User authentication settings."] =
      "多くの場合、コンソールでの変更は要りません。繰り返すときは console.x.com のアプリの「User authentication settings」を確かめます。",
    ["No Client ID is set."] =
      "Client ID が設定されていません。",
    ["No Client ID is set. The accounts that there are keep theirs."] =
      "Client ID が設定されていません。今あるアカウントは、それぞれの Client ID を使い続けます。",
    ["No account is the default one, so each post has to name its account."] =
      "既定のアカウントがないので、投稿のたびにアカウントを指定する必要があります。",
    ["No answer came back from the browser in time, so the login was ended."] =
      "制限時間内にブラウザから応答がなかったため、ログインを終了しました。",
    ["No browser could be started: the command in BROWSER does not run. Open the address that is shown in a browser yourself."] =
      "BROWSER のコマンドが動かないので、ブラウザーを起動できませんでした。表示されたアドレスを自分でブラウザーで開いてください。",
    ["No browser was found here. Open the address that is shown in a browser, on this computer or another, or set BROWSER to the command that starts one."] =
      "ブラウザーが見つかりません。表示されたアドレスをこのコンピューターか別のコンピューターのブラウザーで開くか、ブラウザーを起動するコマンドを BROWSER に設定してください。",
    ["No network, a name that cannot be looked up, a firewall, or a proxy that is missing in the environment (under cron it is often not set)."] =
      "ネットワークの切断、名前解決の失敗、ファイアウォール、プロキシの設定漏れが原因です（cron には環境変数が引き継がれないことがあります）。",
    ["No proxy is used."] =
      "プロキシは使っていません。",
    ["No redirect URI can be used now, so a login cannot begin."] =
      "今使えるリダイレクト URI がないので、ログインを始められません。",
    ["Nobody has logged in on this machine yet, the name is misspelt, or the account was logged out. Under cron: another user, or another XDG_STATE_HOME."] =
      "このマシンでまだログインしていない、名前の打ち間違い、またはログアウト済みの場合です。cron では、実行ユーザーや XDG_STATE_HOME が違うことがあります。",
    ["Nobody is logged in."] =
      "ログインしているアカウントはありません。",
    ["Nothing has to be changed in the console."] =
      "コンソールでの変更は要りません。",
    ["Nothing in the console. Check XPOST_API_URL and https_proxy if you set them."] =
      "コンソールでの変更は要りません。設定していれば XPOST_API_URL と https_proxy を確かめます。",
    ["Nothing was pasted. Copy the whole address from the browser's address bar, then paste it here."] =
      "何も貼り付けられていません。ブラウザーのアドレスバーからアドレス全体をコピーして、ここに貼り付けてください。",
    ["OpenSSL could not be initialised."] =
      "OpenSSL を初期化できませんでした。",
    ["OpenSSL could not compute a SHA-256 hash."] =
      "OpenSSL で SHA-256 ハッシュを計算できませんでした。",
    ["Other users can get into the directory %s (its mode is %03o). Mend it: chmod 700 %s"] =
      "ほかのユーザーがフォルダー %s に入れます (モードは %03o)。次のコマンドで直せます: chmod 700 %s",
    ["Put the app into a package, then do the same again. A new login is not needed."] =
      "アプリをパッケージに入れてから、同じ操作をやり直してください。ログインし直す必要はありません。",
    ["Raise the limit, or wait for the next cycle; then the same again with the same key."] =
      "上限を上げるか、次の期間を待ってから、同じ key でやり直してください。",
    ["Register http://127.0.0.1:8739/callback at X, and use that."] =
      "http://127.0.0.1:8739/callback を X に登録して、それを使ってください。",
    ["Register the redirect URL of the message, letter for letter, and log in again. From another machine, paste the address of the page that cannot be opened."] =
      "メッセージにあるリダイレクト URL を一字一句そのまま登録し、ログインし直してください。ブラウザが別のマシンなら、開けなかったページのアドレスを貼り付けてください。",
    ["Run the command that the message gives, then try again."] =
      "メッセージにあるコマンドを実行してから、やり直してください。",
    ["See in X's console whether the app is active, and its Client ID."] =
      "アプリが有効かどうかと Client ID を、X のコンソールで確認してください。",
    ["See in X's console whether the app, or your account, is suspended."] =
      "アプリやアカウントが停止されていないか、X のコンソールで確認してください。",
    ["See on your timeline whether it is out. To post it again, change the text."] =
      "タイムラインで、すでに出ていないかを確かめてください。もう一度投稿するなら、本文を変えます。",
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
      "必要なもの（ロック、台帳、メモリ、ログイン用のポート）が使用中です。",
    ["The Client ID is %s, with a Client Secret: a confidential client."] =
      "Client ID は %s です。Client Secret があるので、コンフィデンシャルクライアントです。",
    ["The Client ID is %s, without a Client Secret: a public client."] =
      "Client ID は %s です。Client Secret がないので、パブリッククライアントです。",
    ["The access token of '%s' ended at %s (%s ago)"] =
      "「%s」のアクセストークンは %s に期限が切れました (%s前)",
    ["The access token of '%s' ends at %s (in %s)"] =
      "「%s」のアクセストークンの期限は %s です (あと %s)",
    ["The access token of '%s' ends at a time that is not known"] =
      "「%s」のアクセストークンの期限は分かりません",
    ["The account '%s' cannot be saved: its \"%s\" is missing or not usable."] =
      "アカウント「%s」を保存できません。\"%s\" がないか、使えない値です。",
    ["The account name '%s' cannot be used: a name is UTF-8 without spaces, '/', control characters and marks that cannot be seen."] =
      "アカウント名「%s」は使えません。名前は UTF-8 で書き、空白、「/」、制御文字、見えない文字は含められません。",
    ["The accounts cannot be read."] =
      "アカウントを読み込めません。",
    ["The accounts take up more than 16 MiB. Log out of some."] =
      "アカウントの情報が 16 MiB を超えています。いくつかのアカウントからログアウトしてください。",
    ["The answer has no state, which would show that it belongs to this login. Paste the whole address that the browser ended on, not the code alone."] =
      "state がないので、このログインへの応答かどうか確かめられません。認可コードだけでなく、ブラウザーに最後に表示されたアドレス全体を貼り付けてください。",
    ["The app is in no package, so nobody pays for its requests. A new app begins so."] =
      "アプリがどのパッケージにも入っていないため、料金の支払い元がありません。作ったばかりのアプリによくあります。",
    ["The app is not known to X by what was given as Client ID, or the Client Secret does not fit it."] =
      "クライアント ID として渡された値では X がアプリを特定できないか、クライアントシークレットが合っていません。",
    ["The app may only read; or it is a reply to, or a quote of, a post that neither is yours nor mentions you, which self-serve access does not allow."] =
      "アプリの権限が読み取りだけの場合や、自分の投稿でも自分宛てでもない投稿への返信・引用の場合です。後者は通常の（self-serve の）利用では認められません。",
    ["The app's credits at X are used up. Buy some in X's console (console.x.com, Billing), then try again."] =
      "X のアプリのクレジットを使い切りました。X のコンソール (console.x.com の Billing) で購入してから、もう一度お試しください。",
    ["The authorization code was older than 30 seconds or used before, the address was of another login, or you are logged in at X as another user than the account's."] =
      "認可コードの発行から 30 秒が過ぎていた、すでに使われていた、別のログインの URL だった、またはアカウントと別のユーザーで X にログインしていた場合です。",
    ["The authorize URL"] =
      "認可 URL",
    ["The authorize URL holds a character that is not safe to give to a browser. Percent-encode it."] =
      "認可 URL に、ブラウザーに渡すには安全でない文字が含まれています。パーセントエンコードしてください。",
    ["The authorize URL is not opened, because it does not begin with https://."] =
      "認可 URL が https:// で始まっていないので、開きません。",
    ["The call or the command itself. Nothing in the console."] =
      "呼び出しかコマンドの引数です。コンソールでの変更は要りません。",
    ["The certificates in '%s' cannot be read."] =
      "「%s」の証明書を読み込めません。",
    ["The certificates that are trusted are those in the file %s (XPOST_CA_FILE)."] =
      "信頼する証明書は、ファイル %s (XPOST_CA_FILE) のものです。",
    ["The certificates that are trusted are those in the file %s."] =
      "信頼する証明書は、ファイル %s のものです。",
    ["The certificates that are trusted are those in the hashed directory %s."] =
      "信頼する証明書は、ハッシュ形式のフォルダー %s のものです。",
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
      "このアドレスの認可コードが重複しているか、壊れています。ブラウザーのアドレスバーから、もう一度アドレス全体をコピーしてください。",
    ["The connection broke, or X failed, between the request and its answer. It is not sent again by itself."] =
      "送信してから応答が届くまでの間に、接続が切れたか、X に障害が起きた場合です。自動で送り直すことはありません。",
    ["The connection could not be made secure, so nothing was sent."] =
      "安全な接続を確立できなかったため、何も送っていません。",
    ["The credits of your developer account are used up; nothing was posted."] =
      "開発者アカウントのクレジットを使い切りました。投稿されていません。",
    ["The directory %s cannot be examined: %s (error %d)."] =
      "フォルダー %s を調べられません: %s (エラー %d)。",
    ["The directory %s cannot be made: %s (error %d). Make it, or set XDG_STATE_HOME to a directory that can be written."] =
      "フォルダー %s を作れません: %s (エラー %d)。自分で作るか、書き込めるフォルダーを XDG_STATE_HOME に設定してください。",
    ["The directory %s cannot be opened: %s (error %d). Check it: ls -ld %s"] =
      "フォルダー %s を開けません: %s (エラー %d)。次のコマンドで確認してください: ls -ld %s",
    ["The directory %s is a symbolic link, which is not followed here. Remove the link (rm %s); to keep the data elsewhere, set XDG_STATE_HOME."] =
      "フォルダー %s はシンボリックリンクなので使えません。リンクを削除してください (rm %s)。データを別の場所に置くには、XDG_STATE_HOME を設定してください。",
    ["The disk is full, others can read the file, it belongs to another user (sudo), or it is damaged."] =
      "ディスクがいっぱい、ほかのユーザーに読める、別のユーザーの所有になっている（sudo など）、またはファイルが壊れている場合です。",
    ["The error in this address is doubled or damaged. Run the login again."] =
      "このアドレスの error が重複しているか、壊れています。もう一度ログインしてください。",
    ["The file itself. Nothing in the console."] =
      "ファイルそのものです。コンソールでの変更は要りません。",
    ["The files there cannot be listed: %s (error %d)."] =
      "その中のファイルを一覧できません: %s (エラー %d)。",
    ["The id of a post that is out has to be 1 to 19 digits, as a string."] =
      "投稿済みの投稿の ID は、19 桁以内の数字を文字列で指定してください。",
    ["The id, or XPOST_API_URL if you set it. Nothing in the console."] =
      "指定した ID、または設定していれば XPOST_API_URL です。コンソールでの変更は要りません。",
    ["The login began, but X gave no tokens for it, or a page ended it."] =
      "ログインを始めましたが、X からトークンが発行されなかったか、途中で打ち切られました。",
    ["The login does not include a permission (scope) that this needs, such as media.write for images."] =
      "この操作に必要な権限（スコープ）が、ログインに含まれていません。たとえば画像には media.write が要ります。",
    ["The login is fine, but X refuses every request of the app."] =
      "ログインはできていますが、このアプリの要求を X がすべて断っています。",
    ["The login is older than the feature, or was made with fewer scopes; a renewal never adds any."] =
      "スコープを減らしてログインした場合や、以前のログインを使い続けている場合です。トークンを更新しても、スコープは増えません。",
    ["The name of an account must not be empty."] =
      "アカウント名が空です。名前を指定してください。",
    ["The name of an account must not be longer than %d bytes; this one has %zu."] =
      "アカウント名は %d バイトまでです。この名前は %zu バイトあります。",
    ["The page Billing in console.x.com."] =
      "console.x.com の「Billing」です。",
    ["The path of a file to attach begins with ~, but HOME is not set. Give the whole path."] =
      "添付するファイルのパスが ~ で始まっていますが、HOME が設定されていません。絶対パスを指定してください。",
    ["The path of a file to attach is not valid UTF-8. Rename the file."] =
      "添付するファイルのパスが正しい UTF-8 ではありません。ファイルの名前を変えてください。",
    ["The path of a file to attach is too long. Rename the file."] =
      "添付するファイルのパスが長すぎます。ファイルの名前を変えてください。",
    ["The post %s is another one of the history."] =
      "投稿 %s は、履歴にある別の投稿です。",
    ["The post has no text. Write some."] =
      "投稿の本文がありません。何か書いてください。",
    ["The post may be out: it was sent, and no clear answer came back."] =
      "すでに投稿されているかもしれません。送信はしましたが、はっきりした応答がありませんでした。",
    ["The post to reply to was deleted, or is not visible to you."] =
      "返信先の投稿は、削除されたか、このアカウントからは見えません。",
    ["The post, or an option, is not as X wants it; nothing was posted."] =
      "投稿の内容かオプションが、X の受け付けない形になっています。投稿されていません。",
    ["The proxy %s is used, but not for %s."] =
      "プロキシ %s を使います (%s を除く)。",
    ["The proxy %s is used."] =
      "プロキシ %s を使います。",
    ["The redirect URI '%s' has no path, or one that ends with '/'. X compares every character, and a slash is easily lost when it is registered."] =
      "リダイレクト URI「%s」にはパスがないか、パスが「/」で終わっています。X は 1 文字ずつ比べますが、登録するときに「/」が抜けがちです。",
    ["The redirect URI '%s' names '%s'. X asks for 127.0.0.1 there."] =
      "リダイレクト URI「%s」のホストは「%s」です。X では 127.0.0.1 を使います。",
    ["The request is for another address."] =
      "別のアドレスへのリクエストです。",
    ["The request is for another host."] =
      "別のホストへのリクエストです。",
    ["The request is not a GET."] =
      "GET のリクエストではありません。",
    ["The request is not as a browser sends it."] =
      "ブラウザーが送る形のリクエストではありません。",
    ["The request is too long."] =
      "リクエストが長すぎます。",
    ["The server did not say what time it is, so the clock was not compared."] =
      "サーバーが時刻を返さなかったので、時計を比べられませんでした。",
    ["The server wants to send the request elsewhere (status %ld), which is never followed. Check the address of the API."] =
      "サーバーが別の場所へのリダイレクトを返しました (ステータス %ld)。リダイレクトには従いません。API のアドレスを確認してください。",
    ["The settings choose account '%s', which is not logged in."] =
      "設定ではアカウント「%s」が選ばれていますが、ログインしていません。",
    ["The settings choose account '%s'."] =
      "設定ではアカウント「%s」が選ばれています。",
    ["The state directory %s cannot be written: %s (error %d)."] =
      "状態を保存するフォルダー %s に書き込めません: %s (エラー %d)。",
    ["The state directory %s is yours alone (mode %04o)."] =
      "状態を保存するフォルダー %s を使えるのは自分だけです (モード %04o)。",
    ["The state directory is on a network file system."] =
      "状態を保存するフォルダーがネットワークファイルシステムにあります。",
    ["The state directory must be an absolute path, one that begins with '/'. Check XDG_STATE_HOME and HOME."] =
      "状態を保存するフォルダーは「/」で始まる絶対パスでなければなりません。XDG_STATE_HOME と HOME を確認してください。",
    ["The state in this address is doubled or damaged. Copy the whole address from the browser's address bar again."] =
      "このアドレスの state が重複しているか、壊れています。ブラウザーのアドレスバーから、もう一度アドレス全体をコピーしてください。",
    ["The system gave no random numbers, so nothing was started."] =
      "システムから乱数を得られなかったので、何も始めませんでした。",
    ["The text holds a zero byte, which X cannot take. Remove it."] =
      "本文に、X が受け付けないゼロバイト (NUL) があります。取り除いてください。",
    ["The text holds a zero byte, which cannot be kept. Remove it."] =
      "本文に、保存できないゼロバイト (NUL) があります。取り除いてください。",
    ["The text is longer than a draft can be (%d bytes)."] =
      "本文が下書きの上限 (%d バイト) を超えています。",
    ["The text is longer than a post may be; nothing was posted."] =
      "本文が 1 つの投稿に入る長さを超えています。投稿されていません。",
    ["The text is longer than any post at X can be."] =
      "本文が長すぎて、X のどの投稿にも収まりません。",
    ["The text is not valid UTF-8 from byte %zu on. Save it as UTF-8."] =
      "本文の %zu バイト目から先が正しい UTF-8 ではありません。UTF-8 で保存してください。",
    ["The text is too long for a post. Shorten it."] =
      "本文が投稿には長すぎます。短くしてください。",
    ["The text to be replaced holds a zero byte, which no draft does."] =
      "置き換える元の本文にゼロバイト (NUL) がありますが、そのような下書きはありません。",
    ["The text, or the option limit. Nothing in the console."] =
      "本文か、limit の設定です。コンソールでの変更は要りません。",
    ["There are %zu more accounts."] =
      "ほかに %zu 個のアカウントがあります。",
    ["There can be at most %d accounts."] =
      "アカウントは %d 個までです。",
    ["There is no state directory yet; the first login makes %s."] =
      "状態を保存するフォルダーはまだありません。最初のログインで %s が作られます。",
    ["There is no stored login of this name, so nothing was sent."] =
      "この名前のログイン情報が保存されていないため、何も送っていません。",
    ["There is not enough memory. Try again."] =
      "メモリーが足りません。もう一度お試しください。",
    ["This address holds both a code and an error, so it cannot be trusted. Run the login again."] =
      "このアドレスには code と error の両方があるので、信頼できません。もう一度ログインしてください。",
    ["This app is not enrolled for X's API, so X refuses every request. In X's console (console.x.com) open Apps, Manage apps, Move to package, choose Pay-per-use and the Production environment."] =
      "このアプリは X の API に登録されていないので、X はすべてのリクエストを拒否します。X のコンソール (console.x.com) で Apps → Manage apps → Move to package を開き、Pay-per-use と Production 環境を選んでください。",
    ["This app may not write. In X's console set its permissions to 'Read and write', then log in again."] =
      "このアプリには書き込みの権限がありません。X のコンソールで権限を「Read and write」にしてから、もう一度ログインしてください。",
    ["This is only a part of the address: it holds no code. Copy the whole address from the browser's address bar."] =
      "これはアドレスの一部で、認可コードがありません。ブラウザーのアドレスバーからアドレス全体をコピーしてください。",
    ["This is only a part of the address: it should hold a code and a state. Copy the whole address from the browser's address bar."] =
      "これはアドレスの一部です。code と state の両方が必要です。ブラウザーのアドレスバーからアドレス全体をコピーしてください。",
    ["This is the address of another page, not the redirect URL of this login. Paste the address that the browser ends on after you allow the app."] =
      "これは別のページのアドレスで、このログインのリダイレクト URL ではありません。アプリを許可した後、ブラウザーに最後に表示されるアドレスを貼り付けてください。",
    ["This is the address that starts the login. Open it in a browser and allow the app, then paste the address that the browser ends on."] =
      "これはログインを始めるアドレスです。ブラウザーで開いてアプリを許可してから、ブラウザーに最後に表示されるアドレスを貼り付けてください。",
    ["This is the answer to another login. Use the address that the browser ended on in the login that is waiting now."] =
      "これは別のログインへの応答です。今待っているログインで、ブラウザーに最後に表示されたアドレスを使ってください。",
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
      "アドレスには使えない文字が含まれています。ブラウザーのアドレスバーからアドレスだけをコピーしてください。",
    ["This text is too long for the address that ends a login. Copy only the address from the browser's address bar."] =
      "ログインの最後のアドレスとしては長すぎます。ブラウザーのアドレスバーからアドレスだけをコピーしてください。",
    ["This was never sent, so it cannot be out."] =
      "これは一度も送信していないので、投稿されているはずがありません。",
    ["This was posted, and deleted since."] =
      "これは投稿されましたが、その後に削除されました。",
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
    ["What a post costs is estimated by your own prices, from XPOST_PRICES, in the place of X's of %s."] =
      "投稿の費用は、X の料金 (%s 時点) の代わりに、XPOST_PRICES で設定された料金で見積もります。",
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
    ["X bills each post, more for one with a link. Automatic recharge is off, or happens at most once in five minutes."] =
      "X は投稿ごとに課金し、リンクのある投稿は高くなります。自動チャージが無効か、間に合わなかった場合です（5 分に 1 回まで）。",
    ["X could not be reached, or the connection broke."] =
      "X に接続できなかったか、接続が途中で切れました。",
    ["X counts Japanese, Chinese and Korean characters and emoji as 2, and each link as 23; the limit is 280."] =
      "X では、日本語・中国語・韓国語の文字と絵文字は 2、リンクは 1 つで 23 と数え、上限は 280 です（日本語なら 140 文字）。",
    ["X did not accept '%s' at %s, just after it was renewed."] =
      "%2$s に、X が更新したばかりの「%1$s」を受け付けませんでした。",
    ["X did not accept the request. Trying the same again will not help."] =
      "X がリクエストを受け付けませんでした。同じ内容で試しても結果は変わりません。",
    ["X did not say the media's id in a form that can be read. Try again later."] =
      "X の応答からメディアの ID を読み取れませんでした。後でもう一度お試しください。",
    ["X did not say who you are in a form that can be read. Try again later."] =
      "X の応答からユーザーの情報を読み取れませんでした。後でもう一度お試しください。",
    ["X does not accept the attached media. Try again: they are uploaded anew."] =
      "X が添付のメディアを受け付けません。もう一度お試しください。メディアは新しくアップロードされます。",
    ["X does not accept the stored login any more, and it cannot be renewed."] =
      "保存されているログインを X が受け付けず、更新もできません。",
    ["X does not accept this login. If X has no outage, log in again."] =
      "X がこのログインを受け付けません。X の障害でなければ、もう一度ログインしてください。",
    ["X does not allow this. Check the app's permissions (Read and write) and the account's state in X's console; trying again will not help."] =
      "X がこの操作を許可していません。アプリの権限 (Read and write) とアカウントの状態を X のコンソールで確認してください。同じことを試しても結果は変わりません。",
    ["X does not know the post, or does not show it to you."] =
      "その投稿は X にないか、あなたには表示されません。",
    ["X does not know this. It may have been deleted; check the id, and the address of the API."] =
      "X で見つかりません。削除されたのかもしれません。ID と API のアドレスを確認してください。",
    ["X does not let this app or this user do that."] =
      "このアプリ、またはこのユーザーには、X がその操作を許していません。",
    ["X ended this login: its refresh token is not accepted any more."] =
      "X がこのログインを終わらせたため、リフレッシュトークンが使えなくなりました。",
    ["X gave no clear answer to the post. It is not known whether the post is out, so it is not sent again. Use check to look for it on your timeline."] =
      "投稿に対する X の応答がはっきりしません。投稿されたかどうか分からないので、再送しません。check でタイムラインを確認してください。",
    ["X gave no full answer to the authorization code, which works only once. Log in again."] =
      "認可コードに対する X の応答が途切れました。認可コードは一度しか使えないので、もう一度ログインしてください。",
    ["X has a problem (status %ld). Try again later."] =
      "X で問題が起きています (ステータス %ld)。後でもう一度お試しください。",
    ["X keeps one login for each app and user. Logging in with the same app on another machine ended this one; or it was removed under Connected apps."] =
      "X が保つログインは、アプリとユーザーの組ごとに 1 つです。別のマシンで同じアプリからログインしたか、X の設定で連携を解除した場合です。",
    ["X lets '%s' be renewed no sooner than at %s."] =
      "X が「%s」の更新を受け付けるのは %s からです。",
    ["X lets an app reply to or quote only your own posts and posts that mention you. This will not change by trying again."] =
      "X では、アプリから返信や引用ができるのは、自分の投稿と、自分にメンションしている投稿だけです。もう一度試しても変わりません。",
    ["X no longer accepts the authorization code: it lives 30 seconds, and works once. Log in again, and paste the redirect URL at once."] =
      "認可コードはもう使えません。有効なのは 30 秒間で、一度だけです。もう一度ログインして、リダイレクト URL をすぐに貼り付けてください。",
    ["X refused the app of '%s' at %s, when it was to be renewed."] =
      "%2$s に「%1$s」を更新しようとしたとき、X がアプリを拒否しました。",
    ["X refused the login because the code belongs to another attempt. Log in again, and use the newest link only."] =
      "認可コードが別のログインのものなので、X がログインを拒否しました。もう一度ログインして、最新のリンクだけを使ってください。",
    ["X refused the login because the redirect URL differs from the one that it was started with. Log in again."] =
      "リダイレクト URL がログインを始めたときと違うので、X がログインを拒否しました。もう一度ログインしてください。",
    ["X refused the login. Check the app's settings in X's console (OAuth 2.0 on, redirect URL registered), then log in again."] =
      "X がログインを拒否しました。X のコンソールでアプリの設定を確認してから (OAuth 2.0 が有効で、リダイレクト URL が登録されているか)、もう一度ログインしてください。",
    ["X refused the post because you posted the same text a short while ago."] =
      "少し前に同じ本文を投稿しているため、X が投稿を断りました。",
    ["X refused this post because you have posted the same text recently. Change the text to post it again."] =
      "最近同じ本文を投稿しているので、X がこの投稿を拒否しました。もう一度投稿するには、本文を変えてください。",
    ["X refused to renew '%s' at %s: another login with the same app may have ended this one, or it was removed in X's settings."] =
      "%2$s に、X が「%1$s」の更新を拒否しました。同じアプリの別のログインで無効になったか、X の設定で取り消されたのかもしれません。",
    ["X said that this is out, and what its id is. To take it back, undo it."] =
      "X の応答に ID があったので、これは投稿済みです。取り消すには undo を使ってください。",
    ["X seems to have taken the post, but did not say its id. It is not known whether the post is out, so it is not sent again. Use check to look for it on your timeline."] =
      "X は投稿を受け付けたようですが、ID を返しませんでした。投稿されたかどうか分からないので、再送しません。check でタイムラインを確認してください。",
    ["X showed 'Something went wrong': the redirect URL is not registered, the Client ID is wrong, or OAuth 2.0 is off. Or the browser is on another machine."] =
      "X に「Something went wrong」と出た場合は、リダイレクト URL が未登録か、クライアント ID の誤りか、OAuth 2.0 が無効です。ブラウザが別のマシンにある場合もあります。",
    ["X took too long to process a file; nothing was posted."] =
      "X でのファイルの処理に時間がかかりすぎました。投稿されていません。",
    ["X wants the access token of a user here, not that of an app. Log in again."] =
      "ここではアプリではなく、ユーザーのアクセストークンが必要です。もう一度ログインしてください。",
    ["X's answer to a renewal of '%s' at %s is not known: it is under way, or the next use tries once more."] =
      "「%s」の更新 (%s) に対する X の応答が分かりません。更新の途中か、次に使うときにもう一度試します。",
    ["X's answer to a renewal of '%s' at %s is not known: it was lost more than once, so the next try waits a while."] =
      "「%s」の更新 (%s) に対する X の応答が分かりません。応答が何度か失われたので、しばらく待ってからもう一度試します。",
    ["X's limit for 24 hours is used up. Try again after it is reset."] =
      "X の 24 時間の上限に達しました。リセットされた後にもう一度お試しください。",
    ["X's list allows a user 100 posts in 15 minutes, and an app 10,000 in 24 hours. Other programs with the same app count, too."] =
      "X の資料では、ユーザーごとに 15 分で 100 件、アプリごとに 24 時間で 10,000 件までです。同じアプリを使うほかのプログラムの分も数えます。",
    ["X's page of consent in the browser. Nothing has to be changed in the console."] =
      "ブラウザに出る X の許可画面です。コンソールでの変更は要りません。",
    ["X's page said no: the app was not allowed to act for you. Nothing was stored."] =
      "X の画面でアプリの連携が許可されませんでした。何も保存していません。",
    ["X, or something on the way to it, had a problem of its own."] =
      "X か、そこまでの経路のどこかで問題が起きました。",
    ["XDG_STATE_HOME is '%.200s', which is not an absolute path. Correct or unset it."] =
      "XDG_STATE_HOME の「%.200s」は絶対パスではありません。直すか、解除してください。",
    ["You cancelled it, a callback of XpostPre forbade it, or Neovim was left. What X was asked for already is completed."] =
      "自分で取り消した、XpostPre のコールバックが止めた、または Neovim を終了した場合です。すでに X に送った要求は最後まで処理します。",
    ["Your X account is not enrolled for X's API, so X refuses every request. In X's console (console.x.com) open Apps, Manage apps, Move to package, choose Pay-per-use and the Production environment."] =
      "お使いの X アカウントは X の API に登録されていないので、X はすべてのリクエストを拒否します。X のコンソール (console.x.com) で Apps → Manage apps → Move to package を開き、Pay-per-use と Production 環境を選んでください。",
    ["Your timeline at X. Nothing in the console."] =
      "X のタイムラインです。コンソールでの変更は要りません。",
    ["a user whose name X has not told yet"] =
      "名前がまだ分からないユーザー",
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
    ["an unknown time"] =
      "不明な時刻",
    ["code verifier"] =
      "code verifier",
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
    ["offline.access was not allowed, it was not used for about six months, the app or your user is suspended, or a renewal was cut off before its answer came."] =
      "offline.access が許可されていない、半年ほど使わなかった、アプリかユーザーが凍結された、または更新の応答を受け取る前に通信が切れた場合です。",
    ["reply_settings is one of following, mentionedUsers, subscribers, verified. Leave it out to let everyone reply."] =
      "reply_settings は following、mentionedUsers、subscribers、verified のどれかです。誰でも返信できるようにするには、指定しないでください。",
    ["status %ld"] =
      "ステータス %ld",
    ["x.com/settings/connected_apps shows what you allowed. For another machine make another app at console.x.com."] =
      "許可したアプリは x.com/settings/connected_apps で見られます。別のマシンのためのアプリは console.x.com で作ります。",
  },
  lua = {
  },
}
