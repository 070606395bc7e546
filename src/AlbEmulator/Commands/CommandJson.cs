using System.Text.Json;
using System.Text.Json.Serialization;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Machine;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Commands;

/// <summary>What commands tell programs as JSON, and what they are told.</summary>
[JsonSerializable(typeof(DiffJsonReport.Report), TypeInfoPropertyName = "DiffReport")]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(JsonReport.Report))]
[JsonSerializable(typeof(PortsFile.BoundPorts))]
[JsonSerializable(typeof(SarifReport.Log))]
[JsonSerializable(typeof(TestJsonReport.Report), TypeInfoPropertyName = "TestReport")]
internal sealed partial class CommandJson : JsonSerializerContext
{
    public static CommandJson Readable { get; } = new(ReadableJson.Options());

    /// <summary>What the control port explains.</summary>
    public static CommandJson Explained { get; } = new(new(JsonSerializerDefaults.Web)
    {
        Converters = { ExplanationWords.Verdicts, ExplanationWords.LoginRequests },
    });
}
