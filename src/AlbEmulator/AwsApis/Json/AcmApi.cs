using System.Globalization;
using System.Text.Json.Nodes;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Json;

/// <summary>
/// AWS Certificate Manager: the certificates of the setting <c>Alb:Certificates</c> whose ARNs are those of ACM in the region
/// that is asked.
/// <see href="https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html"/>
/// </summary>
/// <param name="settings">Which certificates there are.</param>
/// <param name="loadBalancers">Who uses them.</param>
internal sealed class AcmApi(AlbSettings settings, ElbV2Changes loadBalancers)
{
    private const string Arn = "CertificateArn";
    private const string Issued = "ISSUED";
    private const int Most = 1000;

    /// <summary>Of which keys certificates are listed where no filter says it.</summary>
    private static readonly string[] KeysUnlessAsked = ["RSA_1024", "RSA_2048"];

    public JsonService Service => new("acm", "CertificateManager", new Dictionary<string, Func<JsonCall, JsonOutcome>>
    {
        ["DescribeCertificate"] = call => Of(call, certificate => new JsonObject { ["Certificate"] = certificate.Detail(UsersOf(certificate.Arn)) }),
        ["ListCertificates"] = List,
        ["ListTagsForCertificate"] = call => Of(call, static _ => new JsonObject { ["Tags"] = new JsonArray() }),
    });

    /// <summary>By how many there are and by nothing else: all of them are issued, imported and not to be exported.</summary>
    private JsonOutcome List(JsonCall call)
    {
        var statuses = call.Input.Texts("CertificateStatuses");
        var keys = call.Input.Part("Includes").Texts("keyTypes");
        var (size, token) = (call.Input.Number("MaxItems") ?? Most, call.Input.Text("NextToken"));
        if (size is < 1 or > Most)
        {
            return Invalid($"MaxItems must be from 1 to {Most}, not {size}");
        }

        var first = 0;
        if (token is not null && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out first))
        {
            return Invalid($"The NextToken {Quoted.Text(token)} is none that was given");
        }

        var all = new List<JsonObject>();
        foreach (var (arn, files) in settings.Certificates.Where(one => AcmCertificate.IsOf(one.Key, call.Scope.Region)).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            using var certificate = AcmCertificate.Read(arn, files);
            if (certificate is not null
                && (statuses.Count == 0 || statuses.Contains(Issued))
                && (keys.Count > 0 ? keys : KeysUnlessAsked).Contains(certificate.KeyType))
            {
                all.Add(certificate.Summary(UsersOf(arn).Any()));
            }
        }

        var told = new JsonObject { ["CertificateSummaryList"] = new JsonArray([.. all.Skip(first).Take(size)]) };
        if (all.Count - first > size)
        {
            told["NextToken"] = (first + size).ToString(CultureInfo.InvariantCulture);
        }

        return told;
    }

    private JsonOutcome Of(JsonCall call, Func<AcmCertificate, JsonObject> tell)
    {
        if (call.Input.Text(Arn) is not { } arn)
        {
            return Invalid($"{Arn} is missing");
        }

        if (!arn.StartsWith("arn:", StringComparison.Ordinal))
        {
            return new QueryError("InvalidArnException", $"{Quoted.Text(arn)} is no ARN of a certificate");
        }

        if (!AcmCertificate.IsOf(arn, call.Scope.Region) || !settings.Certificates.TryGetValue(arn, out var files))
        {
            return new QueryError(
                "ResourceNotFoundException",
                $"Could not find certificate {Quoted.Plain(arn)}: there are those that the setting Alb:Certificates names, each in the region of its ARN");
        }

        using var certificate = AcmCertificate.Read(arn, files);
        return certificate is not null ? tell(certificate) : new QueryError(
            "ResourceNotFoundException",
            $"Could not find certificate {Quoted.Plain(arn)}: {Quoted.Text(files.Split(',')[0].Trim())} of the setting Alb:Certificates holds none");
    }

    /// <summary>The load balancers of which a listener has a certificate.</summary>
    private IEnumerable<string> UsersOf(string arn) => loadBalancers.View.State.LoadBalancers
        .Where(loadBalancer => loadBalancer.Listeners.Exists(listener => listener.Certificates.Contains(arn)))
        .Select(static loadBalancer => loadBalancer.Arn);

    private static QueryError Invalid(string message) => new("ValidationException", message);
}
