// Shows what arrives without a reload: the list is fetched again, and replaced when it changed.
"use strict";

async function refresh() {
  const posts = document.getElementById("posts");
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("posts");
    if (fresh && fresh.innerHTML !== posts.innerHTML) posts.replaceWith(fresh);
  } catch {
    // The stand-in was stopped; it may come back.
  }
}

setInterval(() => { if (!document.hidden) refresh(); }, 2000);
