using System.Text.Json.Serialization;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Machine;

namespace AlbEmulator.Commands;

/// <summary>What commands tell programs as JSON.</summary>
[JsonSerializable(typeof(JsonReport.Report))]
[JsonSerializable(typeof(SarifReport.Log))]
[JsonSerializable(typeof(TestJsonReport.Report), TypeInfoPropertyName = "TestReport")]
internal sealed partial class CommandJson : JsonSerializerContext
{
    public static CommandJson Readable { get; } = new(ReadableJson.Options());
}
