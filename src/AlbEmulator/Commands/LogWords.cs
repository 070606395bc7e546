using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace AlbEmulator.Commands;

/// <summary>An event of the program's log as one line.</summary>
internal static class LogWords
{
    private const string Cause = "Cause";
    private const int MostCharacters = 2000;

    private static readonly MessageTemplateToken[] CauseTokens =
        [new TextToken(": "), new PropertyToken(Cause, $"{{{Cause}:l}}", "l")];

    /// <summary>The same event, but that its exception is told in words, and values have no control characters.</summary>
    public static LogEvent OneLine(LogEvent logEvent)
    {
        var properties = logEvent.Properties.Select(property => property.Value is ScalarValue { Value: string text }
            ? new LogEventProperty(property.Key, new ScalarValue(Printable(text)))
            : new LogEventProperty(property.Key, property.Value));
        if (logEvent.Exception is not { } exception)
        {
            return With(logEvent, logEvent.MessageTemplate, properties);
        }

        return With(
            logEvent,
            new MessageTemplate(logEvent.MessageTemplate.Tokens.Concat(CauseTokens)),
            properties.Append(new LogEventProperty(Cause, new ScalarValue(Printable(Words(exception))))));
    }

    private static LogEvent With(LogEvent logEvent, MessageTemplate template, IEnumerable<LogEventProperty> properties) =>
        LogEvent.UnstableAssembleFromParts(
            logEvent.Timestamp,
            logEvent.Level,
            exception: null,
            template,
            properties.ToDictionary(property => property.Name, property => property.Value),
            logEvent.TraceId ?? default,
            logEvent.SpanId ?? default);

    /// <summary>Its words and those of what caused it; of what may be a bug also where it arose.</summary>
    private static string Words(Exception exception)
    {
        var words = new StringBuilder();
        for (var told = ""; exception is not null; exception = exception.InnerException!)
        {
            if (!told.Contains(exception.Message, StringComparison.Ordinal))
            {
                words.Append(words.Length == 0 ? "" : " ← ").Append(exception.GetType().Name).Append(": ").Append(exception.Message);
                told = exception.Message;
            }

            if (exception.InnerException is null && !IsOfTheWorld(exception)
                && new StackTrace(exception).GetFrame(0) is { } frame && DiagnosticMethodInfo.Create(frame) is { } method)
            {
                words.Append($" (in {method.DeclaringTypeName}.{method.Name})");
            }
        }

        return words.ToString();
    }

    private static bool IsOfTheWorld(Exception exception) => exception
        is IOException or SocketException or HttpRequestException or OperationCanceledException
        or UnauthorizedAccessException or AuthenticationException or TimeoutException;

    /// <summary>A line break within a value could pass for another event, an escape for an order to the terminal.</summary>
    private static string Printable(string text)
    {
        if (text.Length <= MostCharacters && !text.Any(char.IsControl))
        {
            return text;
        }

        var words = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MostCharacters)))
        {
            words.Append(character switch
            {
                '\r' => "",
                '\n' => " ",
                _ when char.IsControl(character) => $"\\x{(int)character:x2}",
                _ => $"{character}",
            });
        }

        return words.Append(text.Length > MostCharacters ? "…" : "").ToString();
    }
}
