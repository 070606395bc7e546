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
        const string arn = nameof(Resource.Arn);
        const string rule = "listener-rule/app/NAME/ID/ID/ID";
        var listeners = state.LoadBalancers.SelectMany(item => item.Listeners).ToList();
        IEnumerable<(string Property, string Arn, string Path)> all =
        [
            .. state.LoadBalancers.Select(item => (arn, item.Arn, "loadbalancer/app/NAME/ID")),
            .. listeners.Select(item => (arn, item.Arn, "listener/app/NAME/ID/ID")),
            .. listeners.Select(item => (nameof(item.DefaultRuleArn), item.DefaultRuleArn, rule)),
            .. listeners.SelectMany(item => item.Rules).Select(item => (arn, item.Arn, rule)),
            .. state.TargetGroups.Select(item => (arn, item.Arn, "targetgroup/NAME/ID")),
            .. state.TrustStores.Select(item => (arn, item.Arn, "truststore/NAME/ID")),
        ];
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in all)
        {
            if (!IsArn(item.Arn, item.Path))
            {
                return Wrong(
                    file,
                    JsonFault.LineOf(content, item.Property, item.Arn),
                    "",
                    $"{Quoted.Text(item.Arn)} is no ARN as arn:aws:elasticloadbalancing:REGION:ACCOUNT:{item.Path}").Problem;
            }

            if (!seen.TryAdd(item.Arn, item.Property))
            {
                var time = seen[item.Arn] == item.Property ? 2 : 1;
                return Wrong(
                    file, JsonFault.LineOf(content, item.Property, item.Arn, time), "", $"{Quoted.Text(item.Arn)} stands here a second time").Problem;
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
