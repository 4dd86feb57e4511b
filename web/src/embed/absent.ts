// What an embed leaves out: whoever loads it finds nothing, and goes on without it.
throw new Error("not in an embed");
