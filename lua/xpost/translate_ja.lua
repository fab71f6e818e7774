--- What xpost says, in Japanese: the one catalogue, for the C module (core) and the Lua files (lua).
--- Put in order by `make translations`, which also makes src/translate_ja.c from it.

return {
  core = {
    ["%s raised an error: %s"] =
      "%s でエラーが起きました: %s",
    ["(no text)"] =
      "（説明なし）",
    [":XHistory check, or check{key=}, looks for it on your timeline. The same key again is safe: it is looked for first."] =
      ":XHistory check か check{key=} で、タイムラインにあるかを調べられます。同じ key でのやり直しも、先に調べるので安全です。",
    ["A cap of your developer account is reached; nothing was posted."] =
      "開発者アカウントの上限に達しました。投稿されていません。",
    ["A file cannot be attached; nothing was posted."] =
      "添付できないファイルがあります。投稿されていません。",
    ["A file of xpost cannot be read or written, so nothing was sent."] =
      "xpost のファイルを読み書きできないため、何も送っていません。",
    ["A setting cannot be used, so nothing was sent."] =
      "使えない設定があるため、何も送っていません。",
    ["A spending limit that you set, or X's monthly cap, stops requests until the next cycle."] =
      "自分で決めた支出の上限か、X の月間の上限により、次の期間まで要求が止められています。",
    ["A variable of the environment or an option has a wrong form, or XPOST_API_URL names another server than the account was made at."] =
      "環境変数やオプションの形が正しくないか、XPOST_API_URL がアカウントを作ったときと別のサーバーを指しています。",
    ["An API Key, a token or the App ID was copied in the place of the Client ID; or the app's type and the secret do not go together."] =
      "API Key、トークン、App ID をクライアント ID として貼り付けた場合や、アプリの種類とシークレットの有無が食い違っている場合です。",
    ["An outage or a release at X, or a proxy that answers in X's place."] =
      "X の障害や更新作業、または X の代わりに応答しているプロキシが原因です。",
    ["Another program works with the same account or post; or another program, or another login, listens at the redirect URL's port."] =
      "別のプログラムが同じアカウントや投稿を処理しているか、別のプログラムや別のログインがリダイレクト URL のポートを使っています。",
    ["Buy credits, then do the same again with the same key."] =
      "クレジットを購入してから、同じ key でやり直してください。",
    ["Cancel was chosen on X's page of consent, perhaps because the browser was logged in to X as another user."] =
      "許可画面でキャンセルした場合です。ブラウザが別のユーザーで X にログインしていて、やめた場合もそうです。",
    ["Cancelled."] =
      "中止しました。",
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
    ["It cannot be read, is of a type or size that X does not take, does not go with the others (a video with images, an alt text for a video), or X could not process it."] =
      "読めない、X が受け付けない形式や大きさである、組み合わせが合わない（画像と動画、動画の代替テキストなど）、または X での処理に失敗した場合です。",
    ["It was deleted, its author is protected or has blocked you, or the id is not that of a post."] =
      "削除された、非公開アカウントの投稿である、ブロックされている、または ID が投稿のものではない場合です。",
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
    ["No answer came back from the browser in time, so the login was ended."] =
      "制限時間内にブラウザから応答がなかったため、ログインを終了しました。",
    ["No network, a name that cannot be looked up, a firewall, or a proxy that is missing in the environment (under cron it is often not set)."] =
      "ネットワークの切断、名前解決の失敗、ファイアウォール、プロキシの設定漏れが原因です（cron には環境変数が引き継がれないことがあります）。",
    ["Nobody has logged in on this machine yet, the name is misspelt, or the account was logged out. Under cron: another user, or another XDG_STATE_HOME."] =
      "このマシンでまだログインしていない、名前の打ち間違い、またはログアウト済みの場合です。cron では、実行ユーザーや XDG_STATE_HOME が違うことがあります。",
    ["Nothing has to be changed in the console."] =
      "コンソールでの変更は要りません。",
    ["Nothing in the console. Check XPOST_API_URL and https_proxy if you set them."] =
      "コンソールでの変更は要りません。設定していれば XPOST_API_URL と https_proxy を確かめます。",
    ["Put the app into a package, then do the same again. A new login is not needed."] =
      "アプリをパッケージに入れてから、同じ操作をやり直してください。ログインし直す必要はありません。",
    ["Raise the limit, or wait for the next cycle; then the same again with the same key."] =
      "上限を上げるか、次の期間を待ってから、同じ key でやり直してください。",
    ["Register the redirect URL of the message, letter for letter, and log in again. From another machine, paste the address of the page that cannot be opened."] =
      "メッセージにあるリダイレクト URL を一字一句そのまま登録し、ログインし直してください。ブラウザが別のマシンなら、開けなかったページのアドレスを貼り付けてください。",
    ["Run the command that the message gives, then try again."] =
      "メッセージにあるコマンドを実行してから、やり直してください。",
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
    ["The clock of this machine is wrong, its certificates are missing or old, or a proxy puts its own in the place of X's."] =
      "マシンの時計のずれ、証明書の不足や期限切れ、または証明書を差し替えるプロキシが原因です。",
    ["The connection broke, or X failed, between the request and its answer. It is not sent again by itself."] =
      "送信してから応答が届くまでの間に、接続が切れたか、X に障害が起きた場合です。自動で送り直すことはありません。",
    ["The connection could not be made secure, so nothing was sent."] =
      "安全な接続を確立できなかったため、何も送っていません。",
    ["The credits of your developer account are used up; nothing was posted."] =
      "開発者アカウントのクレジットを使い切りました。投稿されていません。",
    ["The disk is full, others can read the file, it belongs to another user (sudo), or it is damaged."] =
      "ディスクがいっぱい、ほかのユーザーに読める、別のユーザーの所有になっている（sudo など）、またはファイルが壊れている場合です。",
    ["The file itself. Nothing in the console."] =
      "ファイルそのものです。コンソールでの変更は要りません。",
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
    ["The page Billing in console.x.com."] =
      "console.x.com の「Billing」です。",
    ["The post may be out: it was sent, and no clear answer came back."] =
      "すでに投稿されているかもしれません。送信はしましたが、はっきりした応答がありませんでした。",
    ["The post, or an option, is not as X wants it; nothing was posted."] =
      "投稿の内容かオプションが、X の受け付けない形になっています。投稿されていません。",
    ["The text is longer than a post may be; nothing was posted."] =
      "本文が 1 つの投稿に入る長さを超えています。投稿されていません。",
    ["The text, or the option limit. Nothing in the console."] =
      "本文か、limit の設定です。コンソールでの変更は要りません。",
    ["There is no stored login of this name, so nothing was sent."] =
      "この名前のログイン情報が保存されていないため、何も送っていません。",
    ["There is not enough memory. Try again."] =
      "メモリーが足りません。もう一度お試しください。",
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
    ["X bills each post, more for one with a link. Automatic recharge is off, or happens at most once in five minutes."] =
      "X は投稿ごとに課金し、リンクのある投稿は高くなります。自動チャージが無効か、間に合わなかった場合です（5 分に 1 回まで）。",
    ["X could not be reached, or the connection broke."] =
      "X に接続できなかったか、接続が途中で切れました。",
    ["X counts Japanese, Chinese and Korean characters and emoji as 2, and each link as 23; the limit is 280."] =
      "X では、日本語・中国語・韓国語の文字と絵文字は 2、リンクは 1 つで 23 と数え、上限は 280 です（日本語なら 140 文字）。",
    ["X does not accept the stored login any more, and it cannot be renewed."] =
      "保存されているログインを X が受け付けず、更新もできません。",
    ["X does not know the post, or does not show it to you."] =
      "その投稿は X にないか、あなたには表示されません。",
    ["X does not let this app or this user do that."] =
      "このアプリ、またはこのユーザーには、X がその操作を許していません。",
    ["X ended this login: its refresh token is not accepted any more."] =
      "X がこのログインを終わらせたため、リフレッシュトークンが使えなくなりました。",
    ["X keeps one login for each app and user. Logging in with the same app on another machine ended this one; or it was removed under Connected apps."] =
      "X が保つログインは、アプリとユーザーの組ごとに 1 つです。別のマシンで同じアプリからログインしたか、X の設定で連携を解除した場合です。",
    ["X refused the post because you posted the same text a short while ago."] =
      "少し前に同じ本文を投稿しているため、X が投稿を断りました。",
    ["X showed 'Something went wrong': the redirect URL is not registered, the Client ID is wrong, or OAuth 2.0 is off. Or the browser is on another machine."] =
      "X に「Something went wrong」と出た場合は、リダイレクト URL が未登録か、クライアント ID の誤りか、OAuth 2.0 が無効です。ブラウザが別のマシンにある場合もあります。",
    ["X took too long to process a file; nothing was posted."] =
      "X でのファイルの処理に時間がかかりすぎました。投稿されていません。",
    ["X's list allows a user 100 posts in 15 minutes, and an app 10,000 in 24 hours. Other programs with the same app count, too."] =
      "X の資料では、ユーザーごとに 15 分で 100 件、アプリごとに 24 時間で 10,000 件までです。同じアプリを使うほかのプログラムの分も数えます。",
    ["X's page of consent in the browser. Nothing has to be changed in the console."] =
      "ブラウザに出る X の許可画面です。コンソールでの変更は要りません。",
    ["X's page said no: the app was not allowed to act for you. Nothing was stored."] =
      "X の画面でアプリの連携が許可されませんでした。何も保存していません。",
    ["X, or something on the way to it, had a problem of its own."] =
      "X か、そこまでの経路のどこかで問題が起きました。",
    ["You cancelled it, a callback of XpostPre forbade it, or Neovim was left. What X was asked for already is completed."] =
      "自分で取り消した、XpostPre のコールバックが止めた、または Neovim を終了した場合です。すでに X に送った要求は最後まで処理します。",
    ["Your timeline at X. Nothing in the console."] =
      "X のタイムラインです。コンソールでの変更は要りません。",
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
    ["not valid UTF-8"] =
      "正しい UTF-8 ではありません",
    ["offline.access was not allowed, it was not used for about six months, the app or your user is suspended, or a renewal was cut off before its answer came."] =
      "offline.access が許可されていない、半年ほど使わなかった、アプリかユーザーが凍結された、または更新の応答を受け取る前に通信が切れた場合です。",
    ["x.com/settings/connected_apps shows what you allowed. For another machine make another app at console.x.com."] =
      "許可したアプリは x.com/settings/connected_apps で見られます。別のマシンのためのアプリは console.x.com で作ります。",
  },
  lua = {
    ["! is for ':XHistory! resume' and ':XHistory! undo': do not ask."] =
      "! を付けて確認を省けるのは :XHistory! resume と :XHistory! undo だけです。",
    ["%d  %s: %s to %s"] =
      "%d  %s: %sから%sへ",
    ["%d  %s: %s to %s, with %s"] =
      "%d  %s: %sから%sへ（%s）",
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
      "%2$d 件中 %1$d 件",
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
      "%d 件のスレッド（それぞれ前の投稿への返信）",
    ["%d s"] =
      "%d 秒",
    ["%d/%d is out: %s"] =
      "%d/%d は投稿済み: %s",
    ["%s ':XHistory open' to change it."] =
      "%s:XHistory open で書き直せます。",
    ["%s ':XHistory resume' goes on."] =
      "%s:XHistory resume で続けられます。",
    ["%s ':XHistory' keeps the text."] =
      "%s文章は :XHistory に残っています。",
    ["%s (:XHistory check)"] =
      "%s（:XHistory check）",
    ["%s (:help xpost-error-%s)"] =
      "%s（:help xpost-error-%s）",
    ["%s (for %d of %d)"] =
      "%s（%d/%d 件目）",
    ["%s (prices of %s)"] =
      "%s（%s の料金）",
    ["%s (reads: %s)"] =
      "%s（読み取りに%s）",
    ["%s At %s."] =
      "%s（%s 以降）",
    ["%s On %s at %s."] =
      "%s（%s %s 以降）",
    ["%s Run `make` in %s (it says what is missing; the headers of Lua 5.1 are needed), then restart Neovim."] =
      "%s%s で make を実行し、Neovim を起動し直してください（足りないものは make が表示します。Lua 5.1 のヘッダーが必要です）。",
    ["%s Run `make` in the folder of xpost, or `make install`."] =
      "%sxpost のフォルダーで make か make install を実行してください。",
    ["%s has to be a table or a function that returns one, not a %s"] =
      "%s はテーブルか、テーブルを返す関数にしてください（今は %s）",
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
      "「%s」は使えません。「=」のすぐ後に%sを書いてください。文章なら、前に「-- 」を付けてください。",
    ["'%s=' is there twice. Remove one of them."] =
      "「%s=」が 2 つあります。1 つにしてください。",
    ["':XAccount %s' is not known: status, use NAME, refresh, logout, cancel."] =
      ":XAccount %s はありません。使えるのは status、use NAME、refresh、logout、cancel です。",
    ["':XCompose new' begins another draft."] =
      "別の下書きは :XCompose new で始められます。",
    ["':XHistory %s' is not known: %s."] =
      ":XHistory %s はありません。使えるのは %s です。",
    ["(X did not say where)"] =
      "（X からリンクが返りませんでした）",
    ["(m shows more)"] =
      "（m で続きを表示）",
    ["(not known who)"] =
      "（ユーザー不明）",
    ["(there are more: m shows them)"] =
      "（ほかにもあります: m で表示）",
    [", "] =
      "、",
    ["1 of the %d posts that this was made of is out, and would be posted again."] =
      "元の %d 件のうち 1 件は投稿済みで、もう一度投稿されます。",
    ["1 post is out, the next may be. %s"] =
      "1 件は投稿済みです。次の 1 件は投稿されたかどうか分かりません。%s",
    ["1 post is out, the rest is not. %s"] =
      "1 件は投稿済みです。残りは投稿されていません。%s",
    ["A range and a text were given: which one is to be posted? Give one of them."] =
      "範囲と文章の両方が指定されています。投稿する方だけを指定してください。",
    ["All, newest first:"] =
      "すべて（新しい順）:",
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
    ["If the browser then shows an error, copy the address that begins with %s\nand paste it here, followed by Enter. You have 30 seconds for that."] =
      "その後ブラウザーにエラーが表示されたら、%s で始まるアドレスをコピーし、\nここに貼り付けて Enter を押してください。30 秒以内にお願いします。",
    ["If the browser then shows an error, paste the address of that page below and press Enter. It begins with %s and is good for 30 seconds."] =
      "その後ブラウザーにエラーが表示されたら、そのページのアドレス（%s で始まり、有効なのは 30 秒）を下に貼り付けて Enter を押してください。",
    ["Image: %s"] =
      "画像: %s",
    ["Is this on the timeline of %s?"] =
      "これは %s のタイムラインにありますか?",
    ["It is not out: its text is lost."] =
      "投稿されていません。文章は失われます。",
    ["It is posted, but: %s"] =
      "投稿済みですが、次の問題がありました: %s",
    ["It may be out, and could not be looked for any more. Its text is lost here."] =
      "投稿されたかもしれませんが、もう調べられなくなり、文章もここから失われます。",
    ["It may be posted. %s"] =
      "投稿されたかどうか分かりません。%s",
    ["Its Client Secret (nothing for a Native App): "] =
      "Client Secret（Native App なら空のまま Enter）: ",
    ["Its link or id: "] =
      "その投稿のリンクか id: ",
    ["Its rest is not out, and is lost. Nothing is deleted at X."] =
      "残りは投稿されておらず、失われます。X からは何も削除されません。",
    ["Log out %s, and forget it here?"] =
      "%s をログアウトし、このマシンから消しますか?",
    ["Log out the default account, and forget it here?"] =
      "既定のアカウントをログアウトし、このマシンから消しますか?",
    ["Logging in to X  (q or Ctrl-C cancels)"] =
      "X にログインします  （q か Ctrl-C で中止）",
    ["Looking at the network took more than %d s, and was ended: perhaps a name lookup hangs."] =
      "ネットワークの確認が %d 秒で終わらないため、打ち切りました。名前解決（DNS）が止まっているのかもしれません。",
    ["No"] =
      "いいえ",
    ["No alt text."] =
      "代替テキストがありません。",
    ["No text was given. Give it as an argument, or - for standard input."] =
      "文章が指定されていません。引数で渡すか、- を指定して標準入力から渡してください。",
    ["Not finished:"] =
      "終わっていないもの:",
    ["Not logged in to X  (q closes this)"] =
      "X にログインできませんでした  （q で閉じる）",
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
      "注意: これは前にキー %s で始めたものです（%s）。",
    ["Nothing is deleted at X."] =
      "X からは何も削除されません。",
    ["Nothing was posted yet."] =
      "まだ何も投稿されていません。",
    ["OAuth 2.0 Client ID of your app at X (console.x.com): "] =
      "X のアプリの OAuth 2.0 Client ID（console.x.com にあります）: ",
    ["Open this URL in a browser and allow the app (y copies it, o opens it):"] =
      "この URL をブラウザーで開き、アプリを許可してください（y でコピー、o で開く）:",
    ["Open this URL in your browser and allow the app:\n\n  %s\n"] =
      "この URL をブラウザーで開き、アプリを許可してください:\n\n  %s\n",
    ["Or paste the address of the page that cannot be opened:"] =
      "または、開けないページのアドレスを貼り付けてください:",
    ["Post %d is too long (%d/%d). A thread of %d is refused too:"] =
      "投稿 %d は長すぎます（%d/%d）。%d 件のスレッドにしても受け付けられません:",
    ["Post %d is too long (%d/%d): a thread of %d?"] =
      "投稿 %d は長すぎます（%d/%d）。%d 件のスレッドにしますか?",
    ["Post as:"] =
      "投稿するアカウント:",
    ["Post these %d as %s, for %s?"] =
      "この %d 件を %s として投稿しますか?（%s）",
    ["Post these %d as %s?"] =
      "この %d 件を %s として投稿しますか?",
    ["Post these %d, the rest of %d, as %s?"] =
      "%2$d 件のうち残りの %1$d 件を %3$s として投稿しますか?",
    ["Post these %d?"] =
      "この %d 件を投稿しますか?",
    ["Post this as %s, for %s?"] =
      "これを %s として投稿しますか?（%s）",
    ["Post this as %s?"] =
      "これを %s として投稿しますか?",
    ["Post this, the rest of %d, as %s?"] =
      "%d 件のうち残りの 1 件を %s として投稿しますか?",
    ["Post this?"] =
      "これを投稿しますか?",
    ["Posted: %s"] =
      "投稿しました: %s",
    ["Posted: %s (%d posts)"] =
      "投稿しました: %s（%d 件）",
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
    ["The text is %.1f MB long, which is no post. Select a part of it."] =
      "文章が %.1f MB もあり、投稿できません。一部を選択してください。",
    ["The text that this was made of may be out: ':XHistory check' looks for it."] =
      "元の文章は投稿されたかもしれません。:XHistory check で確かめられます。",
    ["There is no account yet. Log in with :XLogin"] =
      "アカウントがまだありません。:XLogin でログインしてください。",
    ["This cannot be posted as %s."] =
      "これは %s として投稿できません。",
    ["This cannot be posted."] =
      "これは投稿できません。",
    ["This cannot be taken back."] =
      "元には戻せません。",
    ["This is a window of xpost, not a text."] =
      "これは xpost のウィンドウで、文章ではありません。",
    ["This is a window of xpost, not a text. Answer what it asks first."] =
      "これは xpost のウィンドウで、文章ではありません。先に質問に答えてください。",
    ["Too long (%d/%d) with the white space at its ends, which is left out."] =
      "前後の空白を含めると長すぎるため（%d/%d）、空白は除きます。",
    ["Too long for one post (%d/%d). A thread of %d is refused too:"] =
      "1 件の投稿には長すぎます（%d/%d）。%d 件のスレッドにしても受け付けられません:",
    ["Too long for one post (%d/%d): a thread of %d?"] =
      "1 件の投稿には長すぎます（%d/%d）。%d 件のスレッドにしますか?",
    ["Video: %s"] =
      "動画: %s",
    ["What to do: %s"] =
      "対処: %s",
    ["Where: %s"] =
      "場所: %s",
    ["Whether %d of %d is out is not known: X is asked first, which it bills."] =
      "%d/%d は投稿されたかどうか分かりません。先に X に問い合わせます（料金がかかります）。",
    ["Whether it is out is not known: X is asked first, which it bills."] =
      "投稿されたかどうか分かりません。先に X に問い合わせます（料金がかかります）。",
    ["Why: %s"] =
      "原因: %s",
    ["X did not say where this is: check it."] =
      "X からリンクが返っていません。:XHistory check で確かめてください。",
    ["Yes"] =
      "はい",
    ["a login is under way; <C-c> in its window cancels it."] =
      "ログインの途中です。そのウィンドウで Ctrl-C を押すと中止できます。",
    ["a reply to %s"] =
      "%s への返信",
    ["a secret does not belong in a configuration; :XLogin asks for it, or set XPOST_CLIENT_SECRET in the environment"] =
      "秘密の値は設定に書けません。:XLogin で入力するか、環境変数 XPOST_CLIENT_SECRET で渡してください",
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
      "中止",
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
      "y で URL をコピーし、ブラウザーで開いてください。",
    ["costs nothing"] =
      "無料",
    ["d forget"] =
      "d 記録から消す",
    ["deleted"] =
      "削除済み",
    ["deleted %d posts; X bills %s."] =
      "%d 件を削除しました。料金は%sです。",
    ["deleted; X bills %s."] =
      "削除しました。料金は%sです。",
    ["deleting"] =
      "削除中",
    ["done"] =
      "完了",
    ["draft"] =
      "下書き",
    ["e = edit, n = close"] =
      "e = 書き直す、n = 閉じる",
    ["expired: log in again"] =
      "期限切れ（もう一度ログインしてください）",
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
      "レジスターの名前にしてください",
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
      "消していません。",
    ["its folder is not known"] =
      "フォルダーが分かりません",
    ["kept as a draft."] =
      "下書きとして保存しました。",
    ["key %s"] =
      "キー %s",
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
      "文章なし",
    ["nobody"] =
      "不明なアカウント",
    ["not counted: %s"] =
      "数えられません: %s",
    ["not known"] =
      "不明",
    ["not logged in."] =
      "ログインしませんでした。",
    ["not posted"] =
      "投稿されていません",
    ["not posted."] =
      "投稿しませんでした。",
    ["not posted: %s"] =
      "投稿しませんでした: %s",
    ["not sent"] =
      "未送信",
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
      "オプションは文章と一緒に保存されません。:XPost でもう一度指定してください。",
    ["posted"] =
      "投稿済み",
    ["posted %d of %d"] =
      "投稿済み %d/%d",
    ["posted %d: %s"] =
      "%d 件を投稿しました: %s",
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
      "リダイレクト URI",
    ["refused"] =
      "拒否",
    ["removed from the history."] =
      "履歴から消しました。",
    ["renewal"] =
      "更新",
    ["renewed; the next time is in %s."] =
      "更新しました。次は%s後です。",
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
      "サーバーは環境変数でだけ指定できます（XPOST_API_URL）",
    ["servers are set in the environment alone (XPOST_AUTHORIZE_URL)"] =
      "サーバーは環境変数でだけ指定できます（XPOST_AUTHORIZE_URL）",
    ["servers are set in the environment alone (XPOST_TOKEN_URL)"] =
      "サーバーは環境変数でだけ指定できます（XPOST_TOKEN_URL）",
    ["settings"] =
      "設定",
    ["that is no link of a post, and no id: it is left open."] =
      "投稿のリンクでも id でもないため、保留にしました。",
    ["the URL is copied."] =
      "URL をコピーしました。",
    ["the default account"] =
      "既定のアカウント",
    ["the draft is not kept: %s"] =
      "下書きを保存できません: %s",
    ["the draft was changed or posted meanwhile: kept as another."] =
      "下書きがその間に変更または投稿されたため、別の下書きとして保存しました。",
    ["the history has no '%s'."] =
      "履歴に「%s」はありません。",
    ["the history has this text already."] =
      "この文章はすでに履歴にあります。",
    ["the link is copied."] =
      "リンクをコピーしました。",
    ["there is no draft '%s'."] =
      "下書き「%s」はありません。",
    ["there is no text to keep."] =
      "保存する文章がありません。",
    ["there is nothing to check: what became of each post is known."] =
      "確認するものはありません。どの投稿も結果が分かっています。",
    ["there is nothing to resume."] =
      "続けられるものはありません。",
    ["there is nothing to undo."] =
      "削除できるものはありません。",
    ["this Lua is neither 5.4 nor LuaJIT"] =
      "この Lua は 5.4 でも LuaJIT でもありません",
    ["this buffer is counted."] =
      "このバッファーの文字数を数えます。",
    ["this buffer is not counted any more."] =
      "このバッファーの文字数を数えるのをやめました。",
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
      "これは下書きではありません。:XHistory open %s で文章を開けます。",
    ["this was deleted; open its text to post it anew."] =
      "削除済みです。もう一度投稿するには、文章を開いてください。",
    ["to community %s"] =
      "コミュニティー %s へ",
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
    ["user"] =
      "ユーザー",
    ["waiting for X until %s"] =
      "X の応答待ち（%s まで）",
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
      "xpost %s: C モジュールを読み込みました（%s 用）",
    ["xpost needs Neovim %s or later."] =
      "xpost には Neovim %s 以降が必要です。",
    ["xpost: finishing what X was asked for (up to 5 s) ..."] =
      "xpost: X への依頼が終わるのを待っています（最長 5 秒）...",
    ["xpost: keeping what was written (up to 5 s) ..."] =
      "xpost: 書いた文章を保存しています（最長 5 秒）...",
    ["xpost: the C module and the Lua files are of different versions."] =
      "xpost: C モジュールと Lua ファイルのバージョンが違います。",
    ["xpost: the C module is not built for this Lua (%s)."] =
      "xpost: C モジュールがこの Lua（%s）用にビルドされていません。",
    ["y = yes, n = no"] =
      "y = はい、n = いいえ",
    ["y = yes, n = no, e = edit"] =
      "y = はい、n = いいえ、e = 書き直す",
    ["y copy link"] =
      "y リンクをコピー",
  },
}
