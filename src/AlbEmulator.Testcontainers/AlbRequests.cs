using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlbEmulator.Testcontainers;

/// <summary>The journal of the emulator: the last 1,000 requests, each once its answer is complete.</summary>
public sealed class AlbRequests
{
    /// <summary>How long is waited unless it is said.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    private readonly Func<HttpClient> _control;

    internal AlbRequests(Func<HttpClient> control) => _control = control;

    /// <summary>The requests that are there, oldest first.</summary>
    /// <param name="filter">Which; all unless it is given.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="AlbException">The filter names what is not there.</exception>
    public async Task<IReadOnlyList<AlbRequest>> FindAsync(AlbRequestFilter? filter = null, CancellationToken cancellation = default)
    {
        var query = string.Join('&', (filter ?? new()).Parts.Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value)}"));
        using var answer = await _control().GetAsync($"/requests?{query}", cancellation);
        await AlbException.ThrowIfRefusedAsync(answer, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    /// <summary>Waits until so many requests are there, which may have come before.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="count">How many.</param>
    /// <param name="within">How long it is waited; <see cref="UsualPatience"/> unless it is said, and an hour at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Oldest first.</returns>
    /// <exception cref="AlbException">The filter names what is not there.</exception>
    /// <exception cref="TimeoutException">They did not come: the message has what did.</exception>
    public async Task<IReadOnlyList<AlbRequest>> WaitForAsync(
        AlbRequestFilter filter, int count = 1, TimeSpan? within = null, CancellationToken cancellation = default)
    {
        var patience = within ?? UsualPatience;
        var question = new JsonObject { ["count"] = count, ["timeoutSeconds"] = patience.TotalSeconds };
        foreach (var (name, value) in filter.Parts)
        {
            question[name] = value;
        }

        using var answer = await _control().PostAsJsonAsync("/requests/wait", question, cancellation);
        if (answer.StatusCode == HttpStatusCode.RequestTimeout)
        {
            var all = await FindAsync(cancellation: cancellation);
            throw new TimeoutException(
                $"{count} requests with {string.Join(", ", filter.Parts.Select(part => $"{part.Key} {part.Value}"))} did not come within {patience.TotalSeconds} s. "
                    + (all.Count == 0 ? "None came at all." : $"These came last:\n{string.Join('\n', all.TakeLast(10))}"));
        }

        await AlbException.ThrowIfRefusedAsync(answer, cancellation);
        return await ReadAsync(answer, cancellation);
    }

    /// <summary>Forgets all of them, as before the next test.</summary>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        using var answer = await _control().DeleteAsync("/requests", cancellation);
        await AlbException.ThrowIfRefusedAsync(answer, cancellation);
    }

    private static async Task<IReadOnlyList<AlbRequest>> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
        return [.. json.RootElement.GetProperty("requests").EnumerateArray().Select(item => new AlbRequest(item.Clone())).Reverse()];
    }
}
