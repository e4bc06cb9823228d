import {
  Client,
  credentials,
  Metadata,
  type ClientReadableStream,
  type ServiceError,
} from '@grpc/grpc-js';

/**
 * Largest message to and from the sidecar, bytes: a workflow's whole history comes in one. Far above
 * the sidecar's own limit (`--max-body-size`, 4 MiB by default).
 */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

/** One method of a gRPC service with the encoding of its messages. */
export interface GrpcMethod<Request, Answer> {
  /** `/service/method`. */
  path: string;
  encode: (request: Request) => Uint8Array;
  decode: (bytes: Uint8Array) => Answer;
}

/** A connection to the sidecar's gRPC port. It connects with its first call. */
export interface GrpcConnection {
  /** Rejects with a ServiceError, whose `code` is a gRPC status. Waits at most timeoutMs (ms). */
  call: <Request, Answer>(
    method: GrpcMethod<Request, Answer>,
    request: Request,
    options: { timeoutMs: number },
  ) => Promise<Answer>;
  /** Messages until either side ends the stream; its listener of `error` is the caller's. */
  stream: <Request, Answer>(
    method: GrpcMethod<Request, Answer>,
    request: Request,
  ) => ClientReadableStream<Answer>;
  close: () => void;
}

/** Opens a connection to the sidecar's gRPC port, with the API token on every call. */
export function openGrpc({ port, apiToken }: { port: number; apiToken: string }): GrpcConnection {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
  const metadata = () => {
    const own = new Metadata();
    if (apiToken !== '') own.set('dapr-api-token', apiToken);
    return own;
  };
  const asBuffer = (bytes: Uint8Array) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    call: ({ path, encode, decode }, request, { timeoutMs }) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          path,
          (value: typeof request) => asBuffer(encode(value)),
          decode,
          request,
          metadata(),
          { deadline: Date.now() + timeoutMs },
          (error: ServiceError | null, answer) => {
            if (error === null) resolve(answer as Awaited<ReturnType<typeof decode>>);
            else reject(error);
          },
        );
      }),
    stream: ({ path, encode, decode }, request) =>
      client.makeServerStreamRequest(
        path,
        (value: typeof request) => asBuffer(encode(value)),
        decode,
        request,
        metadata(),
      ),
    close: () => client.close(),
  };
}

/** The connection, or an Error that says how to get one. */
export function requireGrpc(grpc: GrpcConnection | undefined): GrpcConnection {
  if (grpc !== undefined) return grpc;
  throw new Error(
    'Dapr offers this over gRPC only: give createSidecar the grpcPort of the sidecar',
  );
}
