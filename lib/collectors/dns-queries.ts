import {
  paginateListResolverQueryLogConfigAssociations,
  Route53ResolverClient,
} from '@aws-sdk/client-route53resolver';
import { paged } from './operation.ts';

/** Which VPCs log the DNS queries of what is in them. Without a filter, one listing answers for all of them. */
export const listQueryLogAssociations = paged(
  'route53resolver:ListResolverQueryLogConfigAssociations',
  Route53ResolverClient,
  paginateListResolverQueryLogConfigAssociations,
  (page) => page.ResolverQueryLogConfigAssociations,
);
