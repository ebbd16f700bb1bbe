/**
 * Runtimes that AWS has deprecated, so that they get no more security patches.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated
 */
export const DEPRECATED_RUNTIMES: readonly string[] = [
  ...['dotnet5.0', 'dotnet6', 'dotnet7', 'dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1', 'dotnetcore3.1'],
  ...['go1.x', 'java8', 'provided'],
  ...['nodejs', 'nodejs4.3', 'nodejs4.3-edge', 'nodejs6.10', 'nodejs8.10'],
  ...['nodejs10.x', 'nodejs12.x', 'nodejs14.x', 'nodejs16.x', 'nodejs18.x', 'nodejs20.x'],
  ...['python2.7', 'python3.6', 'python3.7', 'python3.8', 'python3.9'],
  ...['ruby2.5', 'ruby2.7', 'ruby3.2'],
];
