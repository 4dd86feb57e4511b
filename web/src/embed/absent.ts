// What an embed leaves out: whoever loads it finds nothing in it, and goes on without.
export {};
