// The oldest browsers that have all that the page is built of. The build compiles for these, a test holds the built files to
// them, and the reader is told of them: each reads this line.

export const kBrowsers = "Chrome and Edge 105, Firefox 114, Safari 16.4, and all newer ones";
