import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { TagCondition } from '../domain/exception.ts';
import { type Reader, required } from './collector.ts';
import { paged } from './operation.ts';
import type { Question } from './reader.ts';

const getResources = paged('tag:GetResources', ResourceGroupsTaggingAPIClient, paginateGetResources, (page) =>
  required(page.ResourceTagMappingList, 'ResourceTagMappingList'),
);

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const RESOURCES_PER_PAGE = 100;

/** An ARN without its account: some services leave it out where the index of tags has it, and only one account is asked. */
const withoutAccount = (arn: string): string => arn.replace(/^((?:[^:]*:){4})[^:]*/, '$1');

/**
 * Tells, of the ARN of a resource of the target, whether it has the tag with exactly this value. AWS's index of tags
 * answers for all services in one listing; IAM's users and roles are not in it.
 */
export const tagged = ({ key, value }: TagCondition): Question<(arn: string) => boolean> => ({
  uses: [getResources],
  async read(aws: Reader) {
    const found = await aws(getResources, {
      TagFilters: [{ Key: key, Values: [value] }],
      ResourcesPerPage: RESOURCES_PER_PAGE,
    });
    const arns = new Set(
      found
        .filter(({ Tags }) => required(Tags, 'Tags').some((tag) => tag.Key === key && tag.Value === value))
        .map(({ ResourceARN }) => withoutAccount(required(ResourceARN, 'ResourceARN'))),
    );
    return (arn) => arns.has(withoutAccount(arn));
  },
});
