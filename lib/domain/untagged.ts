import type { ResourceType } from './facts/index.ts';

const NOT_LISTED = "AWS's index of tags does not list it";
const NO_TAGS = 'it has no tags of its own';

/**
 * Types of which nobody can tell, by AWS's index of tags, which resources have a tag; with the reason. All others that
 * rules examine are in it: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 * What can be tagged in a service tells its page of the Service Authorization Reference.
 */
export const UNTAGGED: Readonly<Partial<Record<ResourceType, string>>> = {
  'AWS::::Account': NO_TAGS,
  'AWS::ECS::TaskDefinition': 'its revisions have tags, and a finding is about the family',
  'AWS::IAM::AccessKey': NO_TAGS,
  'AWS::IAM::Group': NO_TAGS,
  'AWS::IAM::Role': NOT_LISTED,
  'AWS::IAM::User': NOT_LISTED,
  'AWS::IdentityStore::Group': NO_TAGS,
  'AWS::IdentityStore::User': NO_TAGS,
  'AWS::Logs::ResourcePolicy': NO_TAGS,
  'AWS::Organizations::Organization': NO_TAGS,
  'AWS::SSO::Assignment': NO_TAGS,
  'AWS::SSO::PermissionSet': "it is in the index of Identity Center's Region, which is not asked",
};
