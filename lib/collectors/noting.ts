import type { InitializeMiddleware, MiddlewareStack } from '@smithy/types';
import { type Asked, named } from '../domain/requests.ts';
import { type ClientClass, nameOf } from './operation.ts';

type AnyClient = InstanceType<ClientClass>;
type Command = Parameters<AnyClient['send']>[0] & {
  readonly middlewareStack: MiddlewareStack<object, object>;
};

/** What the SDK tells of a reply, and of an error that is one. */
interface Replied {
  readonly $metadata?: { readonly requestId?: string | undefined };
}

/**
 * The same client, which notes of each request the id that AWS gave it: of the reply, or of the refusal; of a request
 * that was tried several times, of the last try. CloudTrail has the same as `requestID`.
 */
export function noting(client: AnyClient, asked: Asked): AnyClient {
  const note: InitializeMiddleware<object, object> = (next, context) => async (args) => {
    const noted = ({ $metadata }: Replied): void => {
      if (!$metadata?.requestId) return;
      asked.operation = nameOf(context);
      asked.requests.push(named(asked.operation, $metadata.requestId));
    };
    try {
      const result = await next(args);
      noted(result.output as Replied);
      return result;
    } catch (error) {
      noted(error as Replied);
      throw error;
    }
  };
  // Made from it: the SDK's paginators ask whether it is one of their service.
  return Object.create(client, {
    send: {
      value: (command: Command, options: object) => {
        command.middlewareStack.add(note, { step: 'initialize', name: 'vouchNote' });
        return client.send(command, options);
      },
    },
  }) as AnyClient;
}
