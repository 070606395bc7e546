using System.Runtime.CompilerServices;
using AlbEmulator.AccessLogs;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Descriptors;
using AlbEmulator.Journal;
using AlbEmulator.LogDelivery;
using AlbEmulator.Metrics.History;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>What the emulator itself answers on its control port.</summary>
internal static class ControlApi
{
    public static void MapControlApi(this IEndpointRouteBuilder routes, string version)
    {
        // Its assembly is loaded now, and not when /health is asked whether there are descriptors left for it.
        RuntimeHelpers.RunClassConstructor(typeof(Results).TypeHandle);
        routes.Answer("GET", HealthApi.Path, http => http.Of<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested
            ? HealthApi.Answer(
                version,
                http.Of<CurrentSnapshot>().Value,
                http.Of<AccessLogFile>(),
                http.Of<LogDeliveries>(),
                http.Of<RequestJournal>(),
                http.Of<ProcessDescriptors>(),
                ToldStore.Of(http))
            : HealthApi.NotYet(version));
        routes.Answer("GET", TargetHealthApi.Path, http => TargetHealthApi.Answer(http.Request, http.Of<CurrentSnapshot>()));
        routes.Answer("PUT", TargetHealthApi.Path, TargetHoldApi.PutAsync);
        routes.MapFaultsApi();
        routes.Answer("GET", "/load-balancers", http => LoadBalancersApi.Answer(http, version));
        routes.Answer("GET", "/history", http => HistoryApi.Answer(http.Of<MetricHistory>()));
        routes.Answer("GET", "/metrics", _ => MetricsApi.Answer);
        routes.Answer("POST", "/explain", http => ExplainApi.AnswerAsync(http.Request, http.Of<CurrentSnapshot>()));
        routes.Answer("GET", TopologyApi.Path, TopologyApi.Get);
        routes.Answer("PUT", TopologyApi.Path, TopologyApi.PutAsync);
        routes.Answer("POST", TopologyApi.ReloadPath, TopologyApi.ReloadAsync);
        routes.Answer("GET", "/{kid:guid}", http => PublicKeyApi.Answer(http, http.Of<CurrentSnapshot>().Value));
        routes.MapRequestsApi();
        routes.MapResetApi();
        routes.Answer("POST", "/", http => http.Of<QueryApi>().AnswerAsync(http));
        routes.Answer("GET", "/", http => QueryApi.IsCall(http.Request)
            ? http.Of<QueryApi>().AnswerAsync(http)
            : Task.FromResult(ControlPaths.NoCall(http)));
    }
}
