import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Reviews } from '../domain/access-review.ts';
import type { AlertRecord } from '../domain/alert.ts';
import type { Attributions } from '../domain/attribution.ts';
import type { Announcer, Downloads, Evidence, NewsRecord, Signer, Store } from '../domain/ports.ts';
import type { SignatureTrail } from '../domain/signature.ts';
import { dynamoAlerts } from './alerts.ts';
import { dynamoAttributions } from './attributions.ts';
import { ownSide } from './clients.ts';
import { dynamoStore } from './dynamodb.ts';
import { dynamoNews } from './news.ts';
import { dynamoReviews } from './reviews.ts';
import { s3Evidence } from './s3.ts';

/** The names of a deployment's own resources. */
export interface DeploymentNames {
  readonly table: string;
  readonly bucket: string;
  readonly signingKey: string;
  readonly bus: string;
}

/** A deployment's own resources, behind ports. */
export interface Deployment {
  readonly store: Store;
  readonly evidence: Evidence;
  readonly signer: Signer;
  readonly announcer: Announcer;
  readonly news: NewsRecord;
  readonly attributions: Attributions;
  readonly alerts: AlertRecord;
  readonly reviews: Reviews;
  readonly trail: SignatureTrail;
}

/** The environment variables that name a deployment, as the Lambdas and the command line read them. */
export const DEPLOYMENT_VARIABLES: Readonly<Record<keyof DeploymentNames, string>> = {
  table: 'VOUCH_TABLE',
  bucket: 'VOUCH_BUCKET',
  signingKey: 'VOUCH_SIGNING_KEY',
  bus: 'VOUCH_EVENT_BUS',
};

/** @throws Error naming the variables that are not set */
export function deploymentNames(environment: NodeJS.ProcessEnv = process.env): DeploymentNames {
  const entries = Object.entries(DEPLOYMENT_VARIABLES).map(
    ([name, variable]) => [name, environment[variable]] as const,
  );
  const missing = entries
    .filter(([, value]) => !value)
    .map(([name]) => DEPLOYMENT_VARIABLES[name as keyof DeploymentNames]);
  if (missing.length > 0) {
    throw new Error(`${missing.join(', ')} must be set: the outputs of the deployed stack have these names`);
  }
  return Object.fromEntries(entries) as unknown as DeploymentNames;
}

/** The work, done when first asked for and only once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

/** The evidence bucket alone, with today's credentials. */
export const evidenceBucket = (bucket: string): Evidence => s3Evidence(new S3Client(ownSide()), bucket);

/** The finished bundles in it. Few need them, and their clients are large. */
export async function bundleDownloads(bucket: string): Promise<Downloads> {
  const { s3Downloads } = await import('./downloads.ts');
  return s3Downloads(new S3Client(ownSide()), bucket);
}

/** Connects to a deployment with today's credentials. Every function keeps records; few sign and announce. */
export function connect(names: DeploymentNames): Deployment {
  const signer = once(async () => (await import('./kms.ts')).kmsSigner(names.signingKey));
  const announcer = once(async () => (await import('./eventbridge.ts')).eventBridgeAnnouncer(names.bus));
  const trail = once(async () => (await import('./signatures.ts')).ownSignatures());
  const dynamodb = new DynamoDBClient(ownSide());
  return {
    store: dynamoStore(dynamodb, names.table),
    news: dynamoNews(dynamodb, names.table),
    attributions: dynamoAttributions(dynamodb, names.table),
    alerts: dynamoAlerts(dynamodb, names.table),
    reviews: dynamoReviews(dynamodb, names.table),
    evidence: evidenceBucket(names.bucket),
    signer: {
      sign: async (bytes) => (await signer()).sign(bytes),
      publicKey: async () => (await signer()).publicKey(),
    },
    trail: { signatures: async (window) => (await trail()).signatures(window) },
    announcer: { announce: async (announcements) => (await announcer()).announce(announcements) },
  };
}
