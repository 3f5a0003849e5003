/** Faces of `@expo-google-fonts/…` (0.4.x) that have every Vietnamese letter. An "a" of one storey is a bowl with a stem, easily read as "o". */
export interface TrainingFace {
  readonly name: string;
  /** Folders of the package: weight and slope. */
  readonly styles: readonly string[];
  readonly storeys: 1 | 2;
  /** How often the face is drawn, beside the others of its storeys. */
  readonly share: number;
}

const [light, regular, medium, semiBold, bold] = [
  '300Light',
  '400Regular',
  '500Medium',
  '600SemiBold',
  '700Bold',
] as const;
const [italic, boldItalic] = ['400Regular_Italic', '700Bold_Italic'] as const;
const one = (name: string, share: number, ...styles: string[]): TrainingFace => ({ name, styles, storeys: 1, share });
const two = (name: string, share: number, ...styles: string[]): TrainingFace => ({ name, styles, storeys: 2, share });

export const trainingFaces: readonly TrainingFace[] = [
  one('lexend', 3, light, regular, regular, medium, bold),
  one('mulish', 3, regular, regular, italic, bold),
  one('quicksand', 3, regular, medium, bold),
  one('montserrat-alternates', 3, regular, medium, semiBold),
  one('comfortaa', 1, regular, bold),
  one('league-spartan', 1, regular, bold),
  one('josefin-sans', 1, regular, semiBold),
  two('tinos', 8, regular, regular, regular, bold, bold, italic, boldItalic),
  two('arimo', 5, regular, regular, bold, italic, boldItalic),
  two('noto-sans', 3, regular, regular, bold, italic),
  two('cousine', 1, regular, bold),
  two('roboto', 1, regular, bold, italic),
  two('open-sans', 1, regular, bold),
  two('inter', 1, regular, bold),
  two('montserrat', 1, regular, bold),
  two('nunito', 1, regular, bold),
  two('source-sans-3', 1, regular, bold, italic),
  two('source-serif-4', 1, regular, bold, italic),
  two('noto-serif', 1, regular, bold, italic),
  two('lora', 1, regular, bold, italic),
  two('eb-garamond', 1, regular, bold, italic),
  two('merriweather', 1, regular, bold),
  two('ibm-plex-serif', 1, regular, italic),
  two('roboto-condensed', 1, regular, bold),
];

/** Never drawn for training; which state of the training is kept is chosen by their error. */
export const choosingFaces: readonly TrainingFace[] = [
  one('afacad', 1, regular, bold, italic),
  one('questrial', 1, regular),
  two('public-sans', 1, regular, bold, italic),
  two('crimson-pro', 1, regular, bold, italic),
  two('tinos', 1, regular, bold, italic),
  two('arimo', 1, regular, bold, italic),
];

/** Neither trained nor chosen on. */
export const judgingFaces: readonly TrainingFace[] = [one('be-vietnam-pro', 1, regular, bold, italic)];
