using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.Faults;
using AlbEmulator.Journal;
using AlbEmulator.Metrics;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>POST /reset</c>: what was made through the APIs is gone, what was counted begins at 0, and no requests are known; no fault is
/// injected, and no target held; the files say what there is, as at the start. It is in effect, and on the disk, when it is answered.
/// </summary>
internal static class ResetApi
{
    private const string Path = "/reset";

    public static void MapResetApi(this IEndpointRouteBuilder routes) => routes.Answer("POST", Path, AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext http)
    {
        if (ControlBody.RefuseAny(http.Request, "forgets all that was made") is { } refusal)
        {
            return refusal;
        }

        try
        {
            var (before, problems) = await http.Of<ElbV2Reset>().DoAsync($"POST {Path}");
            if (problems.Count > 0)
            {
                return ControlRefusal.Of(StatusCodes.Status409Conflict, $"nothing has changed: {string.Join("; ", problems)}");
            }

            // What was put in the place of the files goes as well.
            if (http.Of<TopologyFiles>().AreReplaced)
            {
                await http.Of<TopologyWatch>().ReadAgainAsync(CancellationToken.None);
            }

            http.Of<InjectedFaults>().Replace([]);
            http.Of<TargetRegistry>().Release();
            var journal = http.Of<RequestJournal>();
            var requests = journal.Kept;
            journal.Empty();
            http.Of<MetricsRegistry>().Empty();
            return Results.Json(
                new Forgotten(before.LoadBalancers.Count, before.TargetGroups.Count, before.TrustStores.Count, requests),
                ControlJson.Default.Forgotten);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ControlRefusal.Of(
                StatusCodes.Status503ServiceUnavailable, $"what there is cannot be kept below Alb:DataDirectory: {exception.Message}");
        }
    }

    /// <summary>What is there no longer.</summary>
    internal sealed record Forgotten(int LoadBalancers, int TargetGroups, int TrustStores, long Requests);
}
