using System.Net;
using System.Xml.Linq;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Calls the API of any of several nodes, another one each time. A call that had no answer, because the node ended or cannot reach
/// its store, is made again, as AWS's SDKs do; it may have counted nevertheless, and then what says so is its answer.
/// </summary>
/// <param name="nodes">Of one store.</param>
/// <param name="chance">Which of them is called.</param>
public sealed class NodesClient(IReadOnlyList<StageNode> nodes, Random chance) : ElbV2Client(nodes[0].Control)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = OneQuestion.Client();

    private int _answered;
    private int _unanswered;

    /// <summary>Calls that had an answer so far.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Calls that had none so far.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    public override Task<(HttpStatusCode Status, XElement Answer)> CallAsync(string action, params IEnumerable<(string Name, string Value)> parameters)
    {
        (string Name, string Value)[] all = [.. parameters];
        return Patience.BoundAsync($"an answer to {action} {string.Join(' ', all)}", cancellation => AnsweredAsync(action, all, cancellation), Patience.Program);
    }

    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _http.Dispose();
    }

    private async Task<(HttpStatusCode Status, XElement Answer)> AnsweredAsync(
        string action, (string Name, string Value)[] parameters, CancellationToken cancellation)
    {
        for (var mayHaveCounted = false; ; await Task.Delay(Pause, cancellation))
        {
            var node = nodes[chance.Next(nodes.Count)];
            if (await TryAsync(node, action, parameters, cancellation) is not var (status, answer, isOld))
            {
                mayHaveCounted = true;
                Interlocked.Increment(ref _unanswered);
                continue;
            }

            if (isOld)
            {
                continue;
            }

            Interlocked.Increment(ref _answered);
            return status == HttpStatusCode.BadRequest && mayHaveCounted ? await CountedAsync(action, parameters, answer) : (status, answer);
        }
    }

    /// <summary>Null where there is no answer.</summary>
    private async Task<(HttpStatusCode Status, XElement Answer, bool IsOld)?> TryAsync(
        StageNode node, string action, (string Name, string Value)[] parameters, CancellationToken cancellation)
    {
        try
        {
            using var content = new FormUrlEncodedContent(
                [new("Action", action), new("Version", "2015-12-01"), .. parameters.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]);
            using var response = await _http.PostAsync(node.Control, content, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return response.StatusCode == HttpStatusCode.ServiceUnavailable ? null : (response.StatusCode, XElement.Parse(text), response.Headers.Warning.Any(static warning => warning.Code == 110));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException { InnerException: TimeoutException })
        {
            return null;
        }
    }

    /// <summary>What a refusal says of a call that may have counted before.</summary>
    private async Task<(HttpStatusCode Status, XElement Answer)> CountedAsync(string action, (string Name, string Value)[] parameters, XElement refusal)
    {
        string Of(string name) => parameters.First(pair => pair.Name == name).Value;
        switch (action, First(refusal, "Code"))
        {
            case ("DeleteListener", "ListenerNotFound"):
            case ("DeleteRule", "RuleNotFound"):
                return (HttpStatusCode.OK, refusal);
            case ("CreateRule", "PriorityInUse"):
                var rules = await DoAsync("DescribeRules", ("ListenerArn", Of("ListenerArn")));
                var own = rules.Descendants().FirstOrDefault(item => item.Name.LocalName == "member" && All(item, "Priority").Contains(Of("Priority"))
                    && item.Descendants().Any(value => value.Value == Of("Conditions.member.1.Values.member.1")));
                return own is null ? (HttpStatusCode.BadRequest, refusal) : (HttpStatusCode.OK, own);
            default:
                return (HttpStatusCode.BadRequest, refusal);
        }
    }
}
