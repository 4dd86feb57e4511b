// Where the notices of what the page is made of lie: beside it. `web/tools/notices.mjs` writes them.

export const kNotices = "THIRD-PARTY-NOTICES.txt";
