using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Machine;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.ControlPort;

/// <summary>
/// The answers of the control port that are JSON, and the forms that they have. <see cref="Default"/> is for programs. None is
/// taken for a page by a browser, for its content type.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AgainApi.Answered))]
[JsonSerializable(typeof(ControlRefusal.Refusal))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(FaultsApi.ToldFaults))]
[JsonSerializable(typeof(HealthApi.EmulatorHealth))]
[JsonSerializable(typeof(HealthApi.Starting))]
[JsonSerializable(typeof(HistoryApi.ToldHistory))]
[JsonSerializable(typeof(LoadBalancersApi.ToldTopology))]
[JsonSerializable(typeof(ResetApi.Forgotten))]
[JsonSerializable(typeof(TargetHealthApi.Described))]
[JsonSerializable(typeof(TopologyApi.InEffect))]
[JsonSerializable(typeof(TopologyApi.RefusedTopology))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>Its text as it is.</summary>
    public static ControlJson Plain { get; } = new(new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>For people too.</summary>
    public static ControlJson Readable { get; } = new(ReadableJson.Options());

    /// <summary>For people too, with all that there might be.</summary>
    public static ControlJson Explained { get; } = new(new(JsonSerializerDefaults.Web)
    {
        Converters = { ExplanationWords.Verdicts, ExplanationWords.LoginRequests },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });

    /// <summary>With the names that AWS gives.</summary>
    public static ControlJson AsAws { get; } = new(new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
