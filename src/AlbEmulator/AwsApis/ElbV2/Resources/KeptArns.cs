using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>The ARNs of what is kept: everything is found by its own, and names, ids and Regions are read out of it.</summary>
internal sealed partial class KeptArns
{
    public const string LoadBalancer = "loadbalancer/app/NAME/ID";
    public const string Listener = "listener/app/NAME/ID/ID";
    public const string Rule = "listener-rule/app/NAME/ID/ID/ID";
    public const string TargetGroup = "targetgroup/NAME/ID";
    public const string TrustStore = "truststore/NAME/ID";

    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>What is wrong with an ARN; null for nothing.</summary>
    /// <param name="arn">It.</param>
    /// <param name="form">Of its kind.</param>
    public static string? ProblemWith(string arn, string form)
    {
        if (Arn().Match(arn) is { Success: true } match)
        {
            var (parts, wanted) = (match.Groups["path"].Value.Split('/'), form.Split('/'));
            if (parts.Length == wanted.Length
                && parts.Zip(wanted).All(part => part.Second is "NAME" or "ID" ? part.First.Length > 0 : part.First == part.Second))
            {
                return null;
            }
        }

        return $"{Quoted.Text(arn)} is no ARN as arn:aws:elasticloadbalancing:REGION:ACCOUNT:{form}";
    }

    /// <summary>Something is there, or is put in its own place.</summary>
    /// <param name="arn">Its own.</param>
    /// <param name="form">Of its kind.</param>
    /// <param name="owner">What it is within and as what: nothing else has that ARN there.</param>
    /// <exception cref="JsonException">It is none, or that of something else.</exception>
    public void Put(string arn, string form, string owner)
    {
        if (ProblemWith(arn, form) is { } problem)
        {
            throw new JsonException(problem);
        }

        if (!_owners.TryAdd(arn, owner) && _owners[arn] != owner)
        {
            throw new JsonException($"{Quoted.Text(arn)} stands here a second time");
        }
    }

    public void Remove(string arn) => _owners.Remove(arn);

    [GeneratedRegex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]+:(?<path>[A-Za-z0-9/-]+)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Arn();
}
