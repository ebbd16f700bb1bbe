export type Ec2Facts = {};
