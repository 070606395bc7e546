using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.IdentityProviders;

/// <summary>The form in the body of a request, or why there is none.</summary>
internal abstract record PostedForm
{
    /// <summary>Bytes of a body at most; Kestrel sees to it.</summary>
    public const int MaxBody = 16 * 1024;

    private const string MediaType = "application/x-www-form-urlencoded";

    private static readonly FormOptions Options = new() { ValueCountLimit = 100, KeyLengthLimit = 200, ValueLengthLimit = MaxBody };

    private PostedForm()
    {
    }

    public sealed record Read(Parameters Form) : PostedForm;

    /// <param name="Status">Of the answer.</param>
    /// <param name="Words">Why.</param>
    public sealed record Unread(int Status, string Words) : PostedForm;

    public static async Task<PostedForm> OfAsync(HttpRequest http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return new Unread(StatusCodes.Status415UnsupportedMediaType, $"A form is expected here, with Content-Type {MediaType}.");
        }

        try
        {
            return new Read(new Parameters(await http.ReadFormAsync(Options, http.HttpContext.RequestAborted)));
        }
        catch (BadHttpRequestException e)
        {
            return new Unread(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The form is larger than {MaxBody / 1024} KB."
                : "The form did not come to its end.");
        }
        catch (InvalidDataException)
        {
            return new Unread(StatusCodes.Status400BadRequest, "The form has too many fields, a name that is too long, or a zero among its characters.");
        }
    }
}
