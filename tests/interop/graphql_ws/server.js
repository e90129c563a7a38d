// The server of graphql-ws with one subscription, which does what the test asks for. Prints its URL once it listens.
import { createServer } from "node:http";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const schema = buildSchema(`
  type Query { hello: String }
  type Subscription { count(to: Int!): Int! fails: Int! }
`);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
let connections = 0;

const roots = {
  subscription: {
    count: async function* ({ to }) {
      for (let count = 1; count <= to; count += 1) {
        await pause(10);
        yield { count };
      }
    },
    fails: async function* () {
      yield { fails: () => { throw new Error("no number today"); } };
    },
  },
};

const http = createServer((request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ server: http, path: "/graphql" });
useServer(
  {
    schema,
    roots,
    onConnect: ({ connectionParams, extra }) => {
      connections += 1;
      const key = connectionParams?.headers?.["X-API-KEY"];
      if (key === "server-flaky" && connections % 2 === 1) {
        setTimeout(() => extra.socket.terminate(), 35);
      }
      if (key === "server-throttled" && connections === 1) {
        extra.socket.close(4429, "ThrottlerException: Too Many Requests");
      }
      if (!key?.startsWith("server-")) {
        extra.socket.close(4403, "Invalid API key");
      }
    },
  },
  sockets,
  1000,
);
http.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${http.address().port}/graphql`));
