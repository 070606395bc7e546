using System.Text.Encodings.Web;
using System.Text.Json;

namespace AlbEmulator.ControlPort;

/// <summary>What the control port answers where it cannot do what it is asked: why, and what there is instead.</summary>
internal static class ControlRefusal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static IResult Of(int statusCode, string problem) =>
        Results.Json(new Refusal(problem), Json, statusCode: statusCode);

    private sealed record Refusal(string Error);
}
