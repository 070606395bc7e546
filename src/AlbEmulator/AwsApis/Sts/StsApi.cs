using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.Sts;

/// <summary>
/// Who one is: the root user of the account of the settings, whatever the credentials.
/// <see href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html"/>
/// </summary>
internal sealed class StsApi(AlbSettings settings)
{
    private const string Key = "accessKeyId";
    private const int ShortestKey = 16;
    private const int LongestKey = 128;

    public QueryService Service => new(
        "sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/", QueryForm.Query, call => Task.FromResult(Answer(call)));

    private QueryOutcome Answer(QueryCall call) =>
        !settings.Companions ? Companions.Off
        : call.Action switch
        {
            "GetCallerIdentity" => CallerIdentity(call.Scope.Account(settings)),
            "GetAccessKeyInfo" => AccessKeyInfo(call.Parameters.Text("AccessKeyId"), call.Scope.Account(settings)),
            _ => Companions.NoAction(call.Action, ["GetAccessKeyInfo", "GetCallerIdentity"]),
        };

    private static QueryOutcome CallerIdentity(string account) => QueryOutcome.Of(xml =>
    {
        xml.Text("UserId", account);
        xml.Text("Account", account);
        xml.Text("Arn", $"arn:aws:iam::{account}:root");
    });

    private static QueryOutcome AccessKeyInfo(string? key, string account) =>
        key switch
        {
            null => Constraint.Missing(Key),
            { Length: < ShortestKey } => Constraint.TooShort(key, Key, ShortestKey),
            { Length: > LongestKey } => Constraint.TooLong(key, Key, LongestKey),
            _ when !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') =>
                Constraint.NotOfPattern(key, Key, @"[\w]*"),
            _ => QueryOutcome.Of(xml => xml.Text("Account", account)),
        };
}
