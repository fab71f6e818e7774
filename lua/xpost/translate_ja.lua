--- What xpost says, in Japanese: the one catalogue, for the C module (core) and the Lua files (lua).
--- Put in order by `make translations`, which also makes src/translate_ja.c from it.

return {
  core = {
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
    ["offline.access was not allowed, it was not used for about six months, the app or your user is suspended, or a renewal was cut off before its answer came."] =
      "offline.access が許可されていない、半年ほど使わなかった、アプリかユーザーが凍結された、または更新の応答を受け取る前に通信が切れた場合です。",
    ["x.com/settings/connected_apps shows what you allowed. For another machine make another app at console.x.com."] =
      "許可したアプリは x.com/settings/connected_apps で見られます。別のマシンのためのアプリは console.x.com で作ります。",
  },
  lua = {
  },
}
