using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.Faults;
using AlbEmulator.Requests;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Journal;

/// <summary>A request of the journal as JSON.</summary>
internal static class JournalJson
{
    public static void Write(Utf8JsonWriter json, JournalEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        LineFields.Write(json, entry.Line);
        WriteRule(json, entry);
        json.WriteString("target_group", entry.TargetGroup);
        json.WriteString("target", entry.Target);
        json.WriteString("error_detail", entry.ErrorDetail);
        json.WriteString("cause", entry.Line.Failure?.Cause);
        json.WriteString("cause_code", entry.Line.Failure?.CodeName);
        WriteFault(json, entry.Fault);
        var headers = entry.Headers;
        json.WriteBoolean("headers_left_out", headers is null);
        if (headers is not null)
        {
            WriteMessages(json, entry, headers);
        }

        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, JournalEntry entry)
    {
        if (entry.Line.MatchedRulePriority is not { } priority)
        {
            json.WriteNull("rule");
            return;
        }

        json.WriteStartObject("rule");
        json.WriteString("priority", JournalFilter.PriorityName(priority));
        if (entry.Rule is { } arn)
        {
            json.WriteString("arn", arn);
        }

        json.WriteEndObject();
    }

    private static void WriteFault(Utf8JsonWriter json, InjectedFault? fault)
    {
        if (fault is null)
        {
            json.WriteNull("fault");
            return;
        }

        json.WriteStartObject("fault");
        json.WriteNumber("id", fault.Id);
        json.WriteString("kind", fault.KindName);
        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, JournalEntry entry, NotedHeaders headers)
    {
        ref readonly var line = ref entry.Line;
        Func<string, string> ofClient = headers.IsClientHttp2 ? Lower : AsItIs;
        Func<string, string> ofTarget = headers.IsTargetHttp2 ? Lower : AsItIs;
        var forwarded = headers.Forwarded;
        var returned = headers.Returned;
        WriteMessage(json, "client_request", isThere: true, null, headers.Received, ofClient, headers.Hidden);
        WriteMessage(json, "target_request", !forwarded.IsEmpty, null, forwarded, ofTarget, headers.Hidden);
        WriteMessage(
            json, "target_response", line.TargetStatusCode is not null, line.TargetStatusCode, headers.Answered, ofTarget, headers.Hidden);
        // A client that is gone gets nothing.
        WriteMessage(
            json, "client_response", line.SentBytes > 0 && !returned.IsEmpty, line.ElbStatusCode, returned, ofClient, headers.Hidden);
    }

    private static void WriteMessage(
        Utf8JsonWriter json,
        string message,
        bool isThere,
        int? status,
        ReadOnlySpan<KeyValuePair<string, StringValues>> headers,
        Func<string, string> nameOf,
        HiddenHeaders? hidden)
    {
        if (!isThere)
        {
            json.WriteNull(message);
            return;
        }

        json.WriteStartObject(message);
        if (status is { } code)
        {
            json.WriteNumber("status", code);
        }

        json.WriteStartArray("headers");
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                WriteHeader(json, nameOf(name), hidden?.Shown(name, value ?? "") ?? value ?? "");
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>On one line, for people. Bytes that are no UTF-8 are a character each.</summary>
    private static void WriteHeader(Utf8JsonWriter json, string name, string value)
    {
        // The writer puts no line breaks before what is raw.
        var start = json.Options.Indented ? "\n".PadRight(1 + (json.CurrentDepth * json.Options.IndentSize)) : "";
        var text = ByteText.IsUtf8(value) ? ByteText.FromBytes(value) : value;
        json.WriteRawValue($"{start}[\"{Escaped(name)}\", \"{Escaped(text)}\"]", skipInputValidation: true);
    }

    private static string Escaped(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private static string AsItIs(string name) => name;

    private static string Lower(string name) => name.ToLowerInvariant();
}
