using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Calls of the API in short: <c>CreateRule ListenerArn={listener} Priority=1 Conditions.1.Field=path-pattern</c>. Names in
/// braces stand for what there is, <c>{free}</c> for a free port, a number for the ARN that the call of that number made;
/// <c>3x</c> before a call makes it three times, with <c>{n}</c> from 1.
/// </summary>
public sealed partial class ElbV2Calls(ElbV2Client api)
{
    private readonly Dictionary<string, string> _known = [];
    private readonly List<string> _made = [];

    /// <summary>Gives a name to what there is.</summary>
    public void Know(string name, string value) => _known[name] = value;

    /// <summary>Makes a load balancer, a target group, a listener and a rule, and names them.</summary>
    public async Task SetUpAsync()
    {
        Know("subnets", "Subnets.1=subnet-0a1b2c3d Subnets.2=subnet-1a1b2c3d");
        Know("ip", "Protocol=HTTP Port=80 VpcId=vpc-0a1b2c3d TargetType=ip");
        Know("lb", await MakeAsync("CreateLoadBalancer Name=one {subnets}"));
        Know("group", await MakeAsync("CreateTargetGroup Name=web {ip}"));
        Know("forward", "DefaultActions.1.Type=forward DefaultActions.1.TargetGroupArn={group}");
        Know("then", "Actions.1.Type=forward Actions.1.TargetGroupArn={group}");
        Know("path", "Conditions.1.Field=path-pattern Conditions.1.Values.1=/a");
        Know("port", FreePorts.Take().ToString(CultureInfo.InvariantCulture));
        Know("listener", await MakeAsync("CreateListener LoadBalancerArn={lb} Protocol=HTTP Port={port} {forward}"));
        Know("rule", await MakeAsync("CreateRule ListenerArn={listener} Priority=100 {path} {then}"));
        Know("certificate", "Certificates.1.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/1");
    }

    /// <summary>Makes calls of which all but the last are to succeed; gives the answer of the last, and its action.</summary>
    public async Task<(string Action, HttpStatusCode Status, XElement Answer)> CallAsync(params string[] calls)
    {
        _made.Clear();
        foreach (var call in calls[..^1])
        {
            var times = Times().Match(call);
            var count = times.Success ? int.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
            for (var n = 1; n <= count; n++)
            {
                Know("n", n.ToString(CultureInfo.InvariantCulture));
                _made.Add(await MakeAsync(call[times.Length..]));
            }
        }

        var (action, parameters) = Read(calls[^1]);
        var (status, answer) = await api.CallAsync(action, parameters);
        return (action, status, answer);
    }

    private async Task<string> MakeAsync(string call)
    {
        var (action, parameters) = Read(call);
        var answer = await api.DoAsync(action, parameters);
        return answer.Descendants().FirstOrDefault(element => element.Name.LocalName.EndsWith("Arn", StringComparison.Ordinal))?.Value ?? "";
    }

    private (string Action, List<(string Name, string Value)> Parameters) Read(string call)
    {
        var words = Filled(call).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[0], [.. words.Skip(1).Select(word => word.Split('=', 2))
            .Select(pair => (Number().Replace(pair[0], ".member.$1"), pair[1].Replace('+', ' ')))]);
    }

    private string Filled(string text) => Name().Replace(text, match => match.Groups[1].Value switch
    {
        "free" => FreePorts.Take().ToString(CultureInfo.InvariantCulture),
        var name when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var made) => _made[made],
        var name => _known.TryGetValue(name, out var value) ? Filled(value) : match.Value,
    });

    [GeneratedRegex(@"\.(\d+)(?=\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(\d+)x ", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
