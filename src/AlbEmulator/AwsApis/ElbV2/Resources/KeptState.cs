using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Resources;

/// <summary>The state as the JSON that is kept.</summary>
internal static partial class KeptState
{
    private static readonly JsonSerializerOptions Json = KeptJson.Options(new NodeJson());

    public static byte[] Write(ElbV2State state) => JsonSerializer.SerializeToUtf8Bytes(state, Json);

    /// <param name="file">Its name, for problems.</param>
    /// <param name="content">What it holds.</param>
    /// <returns>The state, or what is wrong with it: the first thing.</returns>
    public static (ElbV2State State, Problem? Problem) Read(string file, byte[] content)
    {
        // A later format has properties that this version does not know: that it is one is the better word.
        if (KeptJson.NumberOf(content, nameof(ElbV2State.Format)) is { } format and not ElbV2State.CurrentFormat)
        {
            return Wrong(file, 0, "", $"has the format {format}, and this version reads {ElbV2State.CurrentFormat}");
        }

        var (state, fault) = KeptJson.Read<ElbV2State>(content, Json);
        return fault is not null ? Wrong(file, fault.Line, fault.Path, fault.Message)
            : ArnProblem(file, content, state!) is { } problem ? (ElbV2State.Empty, problem)
            : (state!, null);
    }

    /// <summary>Everything is found by its ARN, and names, ids and Regions are read out of it.</summary>
    private static Problem? ArnProblem(string file, byte[] content, ElbV2State state)
    {
        var listeners = state.LoadBalancers.SelectMany(item => item.Listeners).ToList();
        IEnumerable<(string Arn, string Path)> all =
        [
            .. state.LoadBalancers.Select(item => (item.Arn, "loadbalancer/app/NAME/ID")),
            .. listeners.Select(item => (item.Arn, "listener/app/NAME/ID/ID")),
            .. listeners.Select(item => (item.DefaultRuleArn, "listener-rule/app/NAME/ID/ID/ID")),
            .. listeners.SelectMany(item => item.Rules).Select(item => (item.Arn, "listener-rule/app/NAME/ID/ID/ID")),
            .. state.TargetGroups.Select(item => (item.Arn, "targetgroup/NAME/ID")),
            .. state.TrustStores.Select(item => (item.Arn, "truststore/NAME/ID")),
        ];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (arn, path) in all)
        {
            var problem = !IsArn(arn, path)
                ? $"{Quoted.Text(arn)} is no ARN as arn:aws:elasticloadbalancing:REGION:ACCOUNT:{path}"
                : !seen.Add(arn) ? $"{Quoted.Text(arn)} stands here a second time" : null;
            if (problem is not null)
            {
                return Wrong(file, JsonFault.LineOf(content, arn, seen.Contains(arn) ? 2 : 1), "", problem).Problem;
            }
        }

        return null;
    }

    private static bool IsArn(string arn, string path)
    {
        if (Arn().Match(arn) is not { Success: true } match)
        {
            return false;
        }

        var (parts, wanted) = (match.Groups["path"].Value.Split('/'), path.Split('/'));
        return parts.Length == wanted.Length
            && parts.Zip(wanted).All(part => part.Second is "NAME" or "ID" ? part.First.Length > 0 : part.First == part.Second);
    }

    private static (ElbV2State State, Problem? Problem) Wrong(string file, int line, string path, string message) =>
        (ElbV2State.Empty, new Problem(new Origin(file, line, path), message));

    [GeneratedRegex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]+:(?<path>[A-Za-z0-9/-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Arn();
}
