using AlbEmulator.Model;
using AlbEmulator.RequestFiles;

namespace AlbEmulator.Comparisons;

/// <summary>
/// Sends each request of a file to a load balancer and to an emulator, both at once and one request after the other, and tells what came
/// back. No answer is followed, and nothing is sent that the file does not have.
/// </summary>
/// <param name="loadBalancer">What the user names.</param>
/// <param name="emulator">What is compared with it.</param>
/// <param name="timeout">How long each answer is waited for.</param>
/// <param name="time">The clock.</param>
internal sealed class Comparison(Side.Named loadBalancer, Side.Listening emulator, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Where each request would go, with what is wrong of those that can go nowhere: before anything is sent.</summary>
    public IReadOnlyList<PlannedRequest> Plan(IReadOnlyList<WrittenRequest> requests, List<Problem> problems)
    {
        var planned = new List<PlannedRequest>();
        foreach (var request in requests)
        {
            var scheme = request.Url.Scheme ?? loadBalancer.Scheme;
            var port = request.Url.Port ?? loadBalancer.Port ?? (scheme == "https" ? 443 : 80);
            var (there, problem) = scheme is null
                ? (null, "says neither http:// nor https://, nor does --against: write a whole URL, as in GET https://shop.example.com/")
                : loadBalancer.Find(scheme, port);
            var (here, other) = there is null ? (null, problem) : emulator.Find(scheme!, port);
            if (there is null || here is null)
            {
                problems.Add(new Problem(request.Origin, (problem ?? other)!));
                continue;
            }

            planned.Add(new PlannedRequest(request, HostOf(request), there, here));
        }

        return planned;
    }

    /// <summary>What both answered, or why one of them cannot be asked.</summary>
    public async Task<(ComparedRequest? Compared, string? Problem)> AskAsync(PlannedRequest planned, CancellationToken ended)
    {
        var message = RequestBytes.Of(planned.Request, planned.Host);
        var isHead = RequestBytes.MethodOf(planned.Request) == "HEAD";
        var question = new Question(message, isHead, HostAndPort.Parse(planned.Host).Host.Trim('[', ']'), timeout, time);
        var (there, here) = (
            question.AskAsync(planned.LoadBalancer, loadBalancer.TakesAnyone, ended),
            question.AskAsync(planned.Emulator, emulator.TakesAnyone, ended));
        var (answer, problem) = await there;
        var (otherAnswer, otherProblem) = await here;
        return answer is null ? (null, problem)
            : otherAnswer is null ? (null, $"the emulator: {otherProblem}")
            : (new ComparedRequest(planned, message, answer, otherAnswer), null);
    }

    /// <summary>As a client says it who has that URL: the port is left away where it is the scheme's own.</summary>
    private string HostOf(WrittenRequest request)
    {
        var (host, port, scheme) = request.Url.Host is { } named
            ? (named, request.Url.Port, request.Url.Scheme)
            : (Addresses.InUrl(loadBalancer.Host), loadBalancer.Port, loadBalancer.Scheme);
        return port is null || port == (scheme == "https" ? 443 : 80) ? host : $"{host}:{port}";
    }
}

/// <summary>A request with where it goes.</summary>
/// <param name="Request">Of the file.</param>
/// <param name="Host">As its URL has it.</param>
/// <param name="LoadBalancer">Where the load balancer takes it.</param>
/// <param name="Emulator">Where the emulator takes it.</param>
internal sealed record PlannedRequest(WrittenRequest Request, string Host, Destination LoadBalancer, Destination Emulator);

/// <summary>A request with both answers.</summary>
internal sealed record ComparedRequest
{
    /// <param name="planned">The request.</param>
    /// <param name="message">The bytes that both got.</param>
    /// <param name="loadBalancer">What the load balancer answered.</param>
    /// <param name="emulator">What the emulator answered.</param>
    public ComparedRequest(PlannedRequest planned, byte[] message, WireAnswer loadBalancer, WireAnswer emulator)
    {
        (Planned, Message, LoadBalancer, Emulator) = (planned, message, loadBalancer, emulator);
        var areElsewhere = planned.LoadBalancer.Port != planned.Emulator.Port;
        LoadBalancerForm = new ValueForm(loadBalancer, areElsewhere ? planned.LoadBalancer.Port : null);
        EmulatorForm = new ValueForm(emulator, areElsewhere ? planned.Emulator.Port : null);
        Differences = Comparisons.Differences.Of(loadBalancer, emulator, LoadBalancerForm, EmulatorForm);
    }

    public PlannedRequest Planned { get; }

    public byte[] Message { get; }

    public WireAnswer LoadBalancer { get; }

    public WireAnswer Emulator { get; }

    /// <summary>Of values of the load balancer's answer.</summary>
    public ValueForm LoadBalancerForm { get; }

    /// <summary>Of values of the emulator's answer.</summary>
    public ValueForm EmulatorForm { get; }

    /// <summary>In what they differ; none where they are the same.</summary>
    public IReadOnlyList<Difference> Differences { get; }
}
