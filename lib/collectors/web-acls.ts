import { ListResourcesForWebACLCommand, ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { operation, paged } from './operation.ts';
import { pagesOf } from './pages.ts';

export const listWebAcls = paged(
  'wafv2:ListWebACLs',
  WAFV2Client,
  pagesOf(ListWebACLsCommand, 'NextMarker', 'NextMarker'),
  (page) => page.WebACLs,
);

/** One request for each web ACL, where asking each resource would cost one for each of those. */
export const listResourcesForWebAcl = operation(
  'wafv2:ListResourcesForWebACL',
  WAFV2Client,
  ListResourcesForWebACLCommand,
);

/** The web ACLs of a Region's own resources. A new object each time, as inputs are. */
export const regional = () => ({ Scope: 'REGIONAL' as const, Limit: 100 });
