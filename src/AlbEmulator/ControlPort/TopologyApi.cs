using System.Text.Json.Serialization;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>GET /topology</c>: what is in effect, as a topology file. <c>PUT /topology</c>: has the body in the place of the topology
/// files, until one of them is edited or the emulator ends; what the API made stays. <c>POST /reload</c>: reads the files again now, whether
/// or not they have changed.
/// </summary>
internal static class TopologyApi
{
    public const string Path = "/topology";

    public const string ReloadPath = "/reload";

    /// <summary>Stands in problems where a file would.</summary>
    private const string Body = "body";

    /// <summary>Bytes of a topology at most: that of 20,000 rules has less.</summary>
    private const int LongestBody = 16 * 1024 * 1024;

    public static IResult Get(HttpContext http)
    {
        var (files, store) = (http.Of<TopologyFiles>(), http.Of<TopologyStore>());
        return Results.Text(files.TextInEffect(store.Current), "application/yaml; charset=utf-8");
    }

    public static async Task<IResult> PutAsync(HttpContext http)
    {
        if (http.RequestServices.GetService<TopologyWatch>() is not { } watch)
        {
            return NotOfFiles;
        }

        var (body, tooLong) = await ControlBody.ReadAsync(http.Request, LongestBody, "a topology");
        if (tooLong is not null)
        {
            return tooLong;
        }

        var reading = await watch.PutAsync(TopologyPart.OfText(Body, body.ToArray()), http.RequestAborted);
        var joined = http.Request.HasFormContentType && !body.Span.Contains((byte)'\n')
            ? ". It came as one line: curl sends a file as it is with -T FILE or --data-binary @FILE"
            : "";
        return Tell(reading, $"the topology is wrong, and nothing has changed{joined}", StatusCodes.Status400BadRequest);
    }

    public static async Task<IResult> ReloadAsync(HttpContext http)
    {
        if (ControlBody.RefuseAny(http.Request, "reads the files again") is { } refusal)
        {
            return refusal;
        }

        return http.RequestServices.GetService<TopologyWatch>() is { } watch
            ? Tell(await watch.ReloadAsync(http.RequestAborted), "the files are wrong, and nothing has changed", StatusCodes.Status409Conflict)
            : NotOfFiles;
    }

    private static IResult NotOfFiles => ControlRefusal.Of(
        StatusCodes.Status409Conflict,
        "with Alb:FileIsSeed the topology is what the API makes of it: change it there, or run without that setting");

    /// <summary>What is in effect now, or what is wrong.</summary>
    private static IResult Tell(TopologyReading reading, string refused, int refusedStatus)
    {
        if (reading.Problems.Count > 0)
        {
            return Results.Json(
                new RefusedTopology(refused, [.. reading.Problems.Select(problem => new ToldProblem(problem))]), ControlJson.Readable.RefusedTopology, statusCode: refusedStatus);
        }

        var (loadBalancers, groups) = (reading.Topology.LoadBalancers, reading.Topology.TargetGroups);
        return Results.Json(
            new InEffect(
                loadBalancers.Count,
                loadBalancers.Sum(loadBalancer => loadBalancer.Listeners.Count),
                groups.Count,
                reading.Notes.Count == 0 ? null : [.. reading.Notes.Select(note => new ToldProblem(note))]),
            ControlJson.Readable.InEffect);
    }

    /// <summary>What is in effect now, with what the API made.</summary>
    internal sealed record InEffect(int LoadBalancers, int Listeners, int TargetGroups, IReadOnlyList<ToldProblem>? Notes);

    internal sealed record RefusedTopology(string Error, IReadOnlyList<ToldProblem> Problems);

    /// <summary>A problem or a note.</summary>
    internal sealed record ToldProblem(Problem Problem)
    {
        /// <summary>What else than the body it is about, such as a setting.</summary>
        public string? File => Problem.Origin.File is Body or "" ? null : Problem.Origin.File;

        public int? Line => Problem.Origin.Line == 0 ? null : Problem.Origin.Line;

        public string? Path => Problem.Origin.Path.Length == 0 ? null : Problem.Origin.Path;

        public string Message => Problem.Message;

        [JsonIgnore]
        public Problem Problem { get; } = Problem;
    }
}
