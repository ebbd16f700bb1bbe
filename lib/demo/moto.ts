import { ensurePackage, type Package, type Server, startServer } from './python.ts';

/** Plays the scanned Organization. Another 5.2 than the pinned one is taken if the machine has one. */
const MOTO: Package = {
  name: 'moto',
  pinned: ['moto[server]==5.2.5'],
  suitable: /^5\.2\.\d+$/,
  needs: 'flask',
};

/**
 * For every transaction the emulator copies each item of the table, to go back to if it is cancelled: minutes, with the
 * thousands that a scan writes. Here it copies who has which item. A cancelled transaction still leaves nothing, since
 * ours replace items, and change but one, last.
 */
const QUICK_TRANSACTIONS = `
import copy
import moto.dynamodb.models as dynamodb
from moto.dynamodb.models.table import Table
def snapshot(value, memo=None):
    if not isinstance(value, Table):
        return copy.deepcopy(value, memo)
    table = copy.copy(value)
    table.items = copy.copy(value.items)
    for key, items in table.items.items():
        table.items[key] = copy.copy(items)
    return table
class Copies:
    copy = staticmethod(copy.copy)
    deepcopy = staticmethod(snapshot)
dynamodb.copy = Copies
`;

/**
 * A listing of buckets by Region names the Region of each; moto 5.2 leaves it out, which would cost a request a bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
const BUCKETS_WITH_REGIONS = `
from moto.s3.responses import S3Response
def serialized(self, result, own=S3Response.serialized):
    if self.data.get("Action") == "ListBuckets":
        regions = {bucket.name: bucket.region_name for bucket in self.backend.list_buckets(None, None, None)}
        for bucket in result.result["Buckets"]:
            bucket["BucketRegion"] = regions[bucket["Name"]]
    return own(self, result)
S3Response.serialized = serialized
`;

/** @see ensurePackage */
export const ensureMoto = (say: (line: string) => void): Promise<string> => ensurePackage(MOTO, say);

/** A running emulator; its `url` is the endpoint of every service. */
export type Moto = Server;

/** @see startServer */
export const startMoto = (python: string): Promise<Moto> =>
  startServer(python, {
    code: `${QUICK_TRANSACTIONS}${BUCKETS_WITH_REGIONS}\nfrom moto.server import main\nmain(sys.argv[1:])`,
    args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
    env: () => ({ MOTO_EC2_LOAD_DEFAULT_AMIS: 'false' }),
    ready: '/moto-api/data.json',
  });
