using System.Globalization;
using System.Text.Json.Serialization;
using AlbEmulator.Faults;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>/faults</c>: what is done to requests on purpose, so that it can be tried what clients make of it. <c>PUT</c> has its faults
/// in the place of all others, <c>POST</c> adds some, <c>GET</c> tells of those in effect, <c>DELETE</c> ends them, or one by its id.
/// </summary>
internal static class FaultsApi
{
    private const string Path = "/faults";

    /// <summary>Bytes of a body at most: names may be ARNs.</summary>
    private const int LongestBody = 128 * 1024;

    public static void MapFaultsApi(this IEndpointRouteBuilder routes)
    {
        routes.Answer("GET", Path, http => Tell(http, http.Of<InjectedFaults>().InEffect));
        routes.Answer("PUT", Path, static http => ReadAsync(http, static (faults, now) => faults.Replace(now)));
        routes.Answer("POST", Path, static http => ReadAsync(http, static (faults, more) => faults.Add(more, FaultsQuestion.MostFaults)));
        routes.Answer("DELETE", Path, End);
        routes.Answer("DELETE", $"{Path}/{{id:long}}", EndOne);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, Func<InjectedFaults, IReadOnlyList<Fault>, IReadOnlyList<InjectedFault>?> use)
    {
        if (http.Of<ConsoleActions>().Refuse($"{http.Request.Method} {Path}") is { } refusal)
        {
            return refusal;
        }

        var (body, tooLong) = await ControlBody.ReadAsync(http.Request, LongestBody);
        if (tooLong is not null)
        {
            return tooLong;
        }

        var (faults, problem) = new FaultsQuestion(http.Of<CurrentSnapshot>().Value).Read(body);
        return faults is null ? ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!)
            : use(http.Of<InjectedFaults>(), faults) is { } injected ? Tell(http, injected)
            : ControlRefusal.Of(
                StatusCodes.Status409Conflict, $"there would be more than {FaultsQuestion.MostFaults} faults in effect: end some first");
    }

    private static IResult End(HttpContext http)
    {
        http.Of<InjectedFaults>().Replace([]);
        return Results.NoContent();
    }

    private static IResult EndOne(HttpContext http)
    {
        var id = (string)http.GetRouteValue("id")!;
        return http.Of<InjectedFaults>().End(long.Parse(id, CultureInfo.InvariantCulture))
            ? Results.NoContent()
            : ControlRefusal.Of(StatusCodes.Status404NotFound, $"no fault {id} is in effect");
    }

    private static IResult Tell(HttpContext http, IReadOnlyList<InjectedFault> faults)
    {
        var snapshot = http.Of<CurrentSnapshot>().Value;
        return Results.Json(new ToldFaults([.. faults.Select(fault => ToldFault.Of(fault, snapshot))]), ControlJson.Readable.ToldFaults);
    }

    internal sealed record ToldFaults(IReadOnlyList<ToldFault> Faults);

    /// <summary>As it was put, and what became of it.</summary>
    internal sealed record ToldFault(
        long Id,
        string? LoadBalancer,
        string? Rule,
        string? TargetGroup,
        string? Target,
        int? Status,
        double? DelayMilliseconds,
        bool? Reset,
        bool? Refuse,
        int? BodyBytesPerSecond,
        double Share,
        double? Seconds,
        bool? Keep,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTime? Until,
        long Injected)
    {
        /// <summary>Why it is for no request now; null where it may be.</summary>
        public string? Missing { get; private init; }

        public static ToldFault Of(InjectedFault injected, Snapshot snapshot)
        {
            var fault = injected.Fault;
            return new ToldFault(
                injected.Id,
                fault.LoadBalancer,
                fault.Rule,
                fault.TargetGroup,
                fault.Target,
                fault.Kind == FaultKind.Status ? fault.Status : null,
                fault.Kind == FaultKind.Delay ? fault.Delay.TotalMilliseconds : null,
                fault.Kind == FaultKind.Reset ? true : null,
                fault.Kind == FaultKind.Refuse ? true : null,
                fault.Kind == FaultKind.Slow ? fault.BytesPerSecond : null,
                fault.Share,
                fault.Duration?.TotalSeconds,
                fault.IsKept ? true : null,
                injected.Until?.UtcDateTime,
                injected.Count)
            {
                Missing = FaultReach.Missing(fault, snapshot),
            };
        }
    }
}
