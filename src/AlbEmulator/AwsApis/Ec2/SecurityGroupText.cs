using System.Buffers;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// What names and descriptions of security groups may hold.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"/>
/// </summary>
internal static class SecurityGroupText
{
    private const int Longest = 255;
    private const string Characters = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789. _-:/()#,@[]+=&;{}!$*");

    public static bool IsDescription(string text) => text.Length <= Longest && !text.AsSpan().ContainsAnyExcept(Allowed);

    public static QueryError Problem(string beginning) => Ec2Errors.InvalidValue(
        $"{beginning} Valid descriptions are strings less than 256 characters from the following set: {Characters}");
}
