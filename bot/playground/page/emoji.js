// The emoji that workplaces use most, by Slack's names. An unknown name stays as it was typed.

const PAIRS = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|wave 👋|clap 👏|raised_hands 🙌|pray 🙏|muscle 💪|point_right 👉|point_left 👈|point_up ☝️
point_up_2 👆|point_down 👇|handshake 🤝|raised_hand ✋|hand ✋|v ✌️|crossed_fingers 🤞|writing_hand ✍️|eyes 👀|ear 👂|brain 🧠|speaking_head_in_silhouette 🗣️
smile 😄|smiley 😃|grinning 😀|grin 😁|joy 😂|slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊|innocent 😇|heart_eyes 😍|sunglasses 😎
thinking_face 🤔|neutral_face 😐|expressionless 😑|worried 😟|cry 😢|sob 😭|sweat_smile 😅|sweat 😓|tired_face 😫|sleeping 😴|zzz 💤|hugging_face 🤗
relieved 😌|star-struck 🤩|partying_face 🥳|shushing_face 🤫|zipper_mouth_face 🤐|exploding_head 🤯|face_with_monocle 🧐|nerd_face 🤓|robot_face 🤖|ghost 👻
heart ❤️|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|orange_heart 🧡|two_hearts 💕|sparkling_heart 💖|broken_heart 💔|100 💯|boom 💥
tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|birthday 🎂|trophy 🏆|medal 🏅|sports_medal 🏅|first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉
star ⭐|star2 🌟|sparkles ✨|fire 🔥|rocket 🚀|zap ⚡|rainbow 🌈|sunny ☀️|sunrise 🌅|partly_sunny ⛅|cloud ☁️|snowflake ❄️|umbrella ☔|crescent_moon 🌙|earth_africa 🌍
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_plus_sign ➕|heavy_minus_sign ➖|question ❓|grey_question ❔
exclamation ❗|grey_exclamation ❕|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|construction 🚧|information_source ℹ️|bulb 💡|rotating_light 🚨|recycle ♻️|infinity ♾️
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrows_counterclockwise 🔄|repeat 🔁|fast_forward ⏩|rewind ⏪|soon 🔜|back 🔙|new 🆕|free 🆓
calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|clock9 🕘|clock10 🕙|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚
bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|mailbox 📫|email 📧|envelope ✉️|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤|speech_balloon 💬|thought_balloon 💭
memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|page_with_curl 📃|clipboard 📋|bookmark 🔖|bookmark_tabs 📑|books 📚|book 📖|notebook 📓|scroll 📜|open_file_folder 📂|file_folder 📁
pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|mag 🔍|mag_right 🔎|lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|shield 🛡️|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️|toolbox 🧰
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|abacus 🧮|dart 🎯|jigsaw 🧩|compass 🧭|world_map 🗺️|telescope 🔭|microscope 🔬|computer 💻|desktop_computer 🖥️
iphone 📱|telephone_receiver 📞|video_camera 📹|movie_camera 🎥|camera 📷|headphones 🎧|microphone 🎤|office 🏢|house 🏠|house_with_garden 🏡|school 🏫|factory 🏭
coffee ☕|tea 🍵|croissant 🥐|cookie 🍪|pizza 🍕|apple 🍎|beers 🍻|clinking_glasses 🥂|seedling 🌱|herb 🌿|deciduous_tree 🌳|four_leaf_clover 🍀|sunflower 🌻|tulip 🌷|blossom 🌼
bust_in_silhouette 👤|busts_in_silhouette 👥|people_hugging 🫂|family 👪|technologist 🧑‍💻|office_worker 🧑‍💼|student 🧑‍🎓|teacher 🧑‍🏫|mortar_board 🎓|briefcase 💼
walking 🚶|runner 🏃|bike 🚲|car 🚗|train2 🚆|airplane ✈️|checkered_flag 🏁|triangular_flag_on_post 🚩|white_circle ⚪|black_circle ⚫|red_circle 🔴|large_blue_circle 🔵
large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|large_purple_circle 🟣|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣
flag-fr 🇫🇷|fr 🇫🇷|flag-gb 🇬🇧|gb 🇬🇧|flag-us 🇺🇸|us 🇺🇸|flag-eu 🇪🇺|butterfly 🦋|bee 🐝|owl 🦉|dog 🐶|cat 🐱|turtle 🐢|link 🔗|couple 👫|dancers 👯|puzzle_piece 🧩|anchor ⚓
`;

const EMOJI = new Map(
  PAIRS.trim()
    .split(/[|\n]/)
    .map((pair) => pair.trim().split(" ")),
);

/** The character for a name, or null. Skin tones are left out on purpose. */
export function emojiFor(name) {
  return EMOJI.get(String(name).split("::")[0]) ?? null;
}

/** Replaces :name: in a plain text. */
export function withEmoji(text) {
  return String(text).replace(/:([a-z0-9_+-]+)(?:::skin-tone-\d)?:/g, (whole, name) => emojiFor(name) ?? whole);
}
