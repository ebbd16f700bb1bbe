export type OrganizationsFacts = {};
