// Numbers that are the same for the same seed (mulberry32).
export class Random {
  constructor(...seed) {
    this.state = 0x9e3779b9;
    for (const char of seed.join("/")) this.state = Math.imul(this.state ^ char.codePointAt(0), 0x85ebca6b) ^ (this.state >>> 13);
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(items) {
    return items[this.below(items.length)];
  }
}
