using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.Journal;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AlbEmulator.ControlPort;

/// <summary>
/// Each request as it ends, as a server-sent event. A reader reads the journal at its own pace: one that is too slow for
/// it loses requests, and is told how many.
/// <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html"/>
/// </summary>
internal sealed partial class JournalStream(
    RequestJournal journal,
    RequestsQuestion question,
    Followers followers,
    TimeProvider time,
    ILogger<JournalStream> log,
    CancellationToken stopping) : IResult
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JournalReader _reader = new(journal, journal.Last + 1);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!followers.TryEnter())
        {
            await followers.Refusal.ExecuteAsync(httpContext);
            return;
        }

        try
        {
            await TellAsync(httpContext);
        }
        finally
        {
            followers.Leave();
        }
    }

    private async Task TellAsync(HttpContext httpContext)
    {
        // A follower is waited for a little longer than other readers.
        httpContext.Features.GetRequiredFeature<IHttpMinResponseDataRateFeature>().MinDataRate = null;
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        using var stop = stopping.UnsafeRegister(
            state => _ = AbortAsync((IConnectionLifetimeFeature)state!),
            httpContext.Features.GetRequiredFeature<IConnectionLifetimeFeature>());
        try
        {
            Encoding.UTF8.GetBytes(": requests from now on\n\n", response.BodyWriter);
            await response.BodyWriter.FlushAsync(ended.Token);
            await FollowAsync(response, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader has left, or the emulator is being stopped.
        }
        catch (TimeoutException)
        {
            LogDropped(httpContext.Connection.RemotePort, ControlLimits.Reading.TotalSeconds);
            httpContext.Abort();
        }
    }

    /// <summary>A reader that does not read must not hold the end up.</summary>
    private async Task AbortAsync(IConnectionLifetimeFeature connection)
    {
        await Task.Delay(LastWords, time);
        connection.Abort();
    }

    private async Task FollowAsync(HttpResponse response, CancellationToken ended)
    {
        var left = question.Limit;
        while (true)
        {
            // First, so that what comes while we look is not missed.
            var more = journal.NextAsync();
            while (_reader.Read() is { } entry)
            {
                if (_reader.TakeLost() is > 0 and var lost)
                {
                    Write(response.BodyWriter, "lost", null, json => WriteLost(json, lost));
                }

                if (question.Filter.Matches(entry))
                {
                    Write(response.BodyWriter, "request", entry.Number, json => JournalJson.Write(json, entry));
                    left--;
                }

                await FlushAsync(response.BodyWriter, ended);
                if (left == 0)
                {
                    return;
                }
            }

            await more.WaitAsync(ended);
        }
    }

    /// <exception cref="TimeoutException">The reader does not read.</exception>
    private async ValueTask FlushAsync(PipeWriter output, CancellationToken ended)
    {
        var flush = output.FlushAsync(ended);
        if (flush.IsCompleted)
        {
            await flush;
        }
        else
        {
            await flush.AsTask().WaitAsync(ControlLimits.Reading, time, ended);
        }
    }

    private static void WriteLost(Utf8JsonWriter json, long lost)
    {
        json.WriteStartObject();
        json.WriteNumber("requests", lost);
        json.WriteEndObject();
    }

    private static void Write(IBufferWriter<byte> output, string name, long? number, Action<Utf8JsonWriter> write)
    {
        if (number is { } id)
        {
            Encoding.UTF8.GetBytes($"id: {id.ToString(CultureInfo.InvariantCulture)}\n", output);
        }

        Encoding.UTF8.GetBytes($"event: {name}\ndata: ", output);
        using (var json = new Utf8JsonWriter(output, OneLine))
        {
            write(json);
        }

        output.Write("\n\n"u8);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The follower of /requests/stream on port {Port} read nothing for {Seconds} s: it is dropped")]
    private partial void LogDropped(int port, double seconds);
}
