namespace AlbEmulator.Model;

/// <summary>Somebody who can log in with the provider that the emulator itself runs.</summary>
/// <param name="Name">As the page of the provider shows it; <c>sub</c>, unless the claims say another.</param>
/// <param name="Password">Asked for; null for none.</param>
/// <param name="Claims">What the provider tells of the user: a JSON object.</param>
public sealed record EchoLogin(string Name, string? Password, string Claims);
