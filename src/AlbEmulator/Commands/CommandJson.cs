using System.Text.Json.Serialization;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Machine;

namespace AlbEmulator.Commands;

/// <summary>What commands tell programs as JSON.</summary>
[JsonSerializable(typeof(JsonReport.Report))]
[JsonSerializable(typeof(PortsFile.BoundPorts))]
[JsonSerializable(typeof(SarifReport.Log))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    public static CommandJson Readable { get; } = new(ReadableJson.Options());
}
