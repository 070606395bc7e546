using System.Net;
using System.Xml.Linq;

namespace AlbEmulator.Tests.Support;

/// <summary>Speaks AWS's Query protocol as it stands on the wire.</summary>
public class ElbV2Client(Uri control) : IDisposable
{
    private static readonly XNamespace Elb = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    private readonly HttpClient _http = OneQuestion.Client();

    /// <summary>Calls an action that is to succeed.</summary>
    public async Task<XElement> DoAsync(string action, params IEnumerable<(string Name, string Value)> parameters)
    {
        var (status, answer) = await CallAsync(action, parameters);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    /// <summary>Calls an action; gives its answer.</summary>
    public virtual Task<(HttpStatusCode Status, XElement Answer)> CallAsync(
        string action, params IEnumerable<(string Name, string Value)> parameters) =>
        PostAsync(string.Join('&', parameters.Prepend(("Version", "2015-12-01")).Prepend(("Action", action))
            .Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}")));

    /// <summary>Posts a form as it is.</summary>
    public async Task<(HttpStatusCode Status, XElement Answer)> PostAsync(string form)
    {
        using var content = new StringContent(form);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var response = await _http.PostAsync(control, content);
        return (response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Calls an action of EC2.</summary>
    /// <param name="action">The action.</param>
    /// <param name="parameters">Such as <c>&amp;GroupName=web</c>.</param>
    public async Task<(HttpStatusCode Status, XElement Answer)> CallEc2Async(string action, string parameters)
    {
        var (status, answer) = await PostAsync($"Action={action}&Version=2016-11-15{parameters}");
        foreach (var element in answer.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return (status, answer);
    }

    /// <summary>Gets with a query string.</summary>
    public async Task<(HttpStatusCode Status, XElement Answer)> GetAsync(string query)
    {
        using var response = await _http.GetAsync(new Uri(control, $"/?{query}"));
        return (response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>The texts of all elements of a name.</summary>
    public static string[] All(XElement answer, string name) =>
        [.. answer.Descendants(Elb + name).Concat(answer.Descendants(name)).Select(element => element.Value)];

    /// <summary>The text of the first element of a name.</summary>
    public static string First(XElement answer, string name) => All(answer, name)[0];

    public async Task<string> CreateLoadBalancerAsync(string name) => First(
        await DoAsync(
            "CreateLoadBalancer",
            ("Name", name), ("Subnets.member.1", "subnet-0a1b2c3d"), ("Subnets.member.2", "subnet-1a1b2c3d")),
        "LoadBalancerArn");

    public async Task<string> CreateTargetGroupAsync(string name, int port) => First(
        await DoAsync(
            "CreateTargetGroup",
            ("Name", name), ("Protocol", "HTTP"), ("Port", $"{port}"), ("VpcId", "vpc-0a1b2c3d"), ("TargetType", "ip")),
        "TargetGroupArn");

    public async Task<string> CreateListenerAsync(string loadBalancer, int port, string targetGroup) => First(
        await DoAsync(
            "CreateListener",
            ("LoadBalancerArn", loadBalancer), ("Protocol", "HTTP"), ("Port", $"{port}"),
            ("DefaultActions.member.1.Type", "forward"), ("DefaultActions.member.1.TargetGroupArn", targetGroup)),
        "ListenerArn");

    public Task RegisterAsync(string targetGroup, string id, int port) => DoAsync(
        "RegisterTargets",
        ("TargetGroupArn", targetGroup), ("Targets.member.1.Id", id), ("Targets.member.1.Port", $"{port}"));

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing) => _http.Dispose();
}
