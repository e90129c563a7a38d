// The generator's verdict, from the program `verdicts`.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Ours {
  constructor(program) {
    this.program = program;
  }

  start() {
    this.process = spawn(this.program, { stdio: ["pipe", "pipe", "inherit"] });
    this.process.stdin.on("error", () => {});
    const lines = createInterface({ input: this.process.stdout });
    lines.on("line", (line) => this.answer(JSON.parse(line)));
    lines.on("close", () => {
      this.process = undefined;
      this.answer?.({ panic: "the process ended" });
    });
  }

  verdict(schema, document, scalars) {
    if (!this.process) this.start();
    return new Promise((answer) => {
      this.answer = (verdict) => {
        this.answer = undefined;
        answer(verdict);
      };
      this.process.stdin.write(`${JSON.stringify({ schema, document, scalars })}\n`);
    });
  }

  end() {
    this.process?.stdin.end();
  }
}
