import type { TrailRecord } from '../domain/attribution.ts';
import { seen, unseen } from '../domain/observed.ts';
import type { LoggedSignature, SignatureTrail } from '../domain/signature.ts';
import { ownSide, partitionOf } from './clients.ts';
import { cloudTrailHistory } from './cloudtrail.ts';

/** Pages of one lookup, of 50 events each. */
const PAGES = 200;
/** What fails is read by the next run: nobody need wait long. */
const MAX_ATTEMPTS = 2;
const OWN = { account: 'own', region: 'own' };

/** The signatures in CloudTrail's event history of the account and Region that this runs in. */
export function ownSignatures(wait?: (milliseconds: number) => Promise<void>): SignatureTrail {
  const clients = {
    partition: partitionOf(process.env.AWS_REGION ?? ''),
    client: <C>(Client: new (settings: ReturnType<typeof ownSide>) => C): C =>
      new Client({ ...ownSide(), maxAttempts: MAX_ATTEMPTS }),
  };
  const history = cloudTrailHistory(async () => ({ clients }), wait, PAGES);
  return {
    async signatures(window) {
      const answer = await history.lookup(OWN, { by: 'EventName', value: 'Sign' }, window);
      if (!answer.seen) return answer;
      const { events, complete } = answer.value;
      if (!complete) {
        const message = `more than ${events.length} signatures from ${window.from} to ${window.to}`;
        return unseen({ kind: 'failed', action: 'cloudtrail:LookupEvents', message });
      }
      const records = events.map(({ record }) => record);
      return seen(records.filter(({ eventSource }) => eventSource === 'kms.amazonaws.com').map(signature));
    },
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-sign.html */
function signature(record: TrailRecord): LoggedSignature {
  const { eventID, eventTime, userIdentity, requestID, requestParameters, resources, errorCode } = record;
  const asked = requestParameters as { readonly messageType?: string } | null | undefined;
  return {
    eventId: eventID,
    time: new Date(eventTime).toISOString(),
    principal: userIdentity?.arn ?? userIdentity?.invokedBy ?? null,
    issuer: userIdentity?.sessionContext?.sessionIssuer?.arn ?? null,
    requestId: requestID ?? null,
    key: resources?.[0]?.ARN ?? null,
    messageType: asked?.messageType ?? null,
    error: errorCode ?? null,
  };
}
